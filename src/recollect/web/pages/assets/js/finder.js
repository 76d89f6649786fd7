// In the list below the search field the arrow keys choose, and Enter opens what is chosen. The field keeps the focus:
// screen readers are told of the choice by aria-activedescendant.

const field = document.querySelector(".find input");
const found = document.getElementById("found");

function choose(option) {
  for (const one of found.querySelectorAll("[aria-selected=true]")) one.setAttribute("aria-selected", "false");
  if (!option) {
    field.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
}

if (field) {
  const chosen = () => found.querySelector("[aria-selected=true]");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) field.setAttribute(name, value);
  field.addEventListener("input", () => choose());
  field.addEventListener("blur", () => choose());
  document.addEventListener("htmx:after:swap", () => {
    const list = found.querySelector("[role=listbox]");
    field.setAttribute("aria-expanded", String(Boolean(list)));
    if (list) field.setAttribute("aria-controls", list.id);
    else field.removeAttribute("aria-controls");
    choose(chosen());
  });
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      const options = [...found.querySelectorAll("[role=option]")];
      if (!options.length) return;
      event.preventDefault();
      const none = key === "ArrowDown" ? -1 : options.length;
      const at = chosen() ? options.indexOf(chosen()) : none;
      choose(options[at + (key === "ArrowDown" ? 1 : -1)]); // past either end nothing is chosen, and Enter searches
    }
  });
}
