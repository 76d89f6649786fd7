// Text that is selected on the page becomes a quote in the feedback.

const form = document.getElementById("feedback-form");
const places = { correct: "Correct", incorrect: "Incorrect", missing: "Missing" };
const bar = document.createElement("div");

function selected() {
  const selection = getSelection();
  const text = selection.toString().replace(/\s+/g, " ").trim();
  const within = selection.anchorNode?.parentElement?.closest("[data-quotable]");
  return text && within?.contains(selection.focusNode) ? text : "";
}

function quote(name) {
  const area = form.elements[name];
  const before = area.value.replace(/\s+$/, "");
  area.value = `${before}${before ? "\n" : ""}“${selected()}” `;
  getSelection().removeAllRanges();
  bar.hidden = true;
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer() {
  bar.hidden = !selected();
  if (bar.hidden) return;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`;
  bar.style.top = `${box.bottom + bar.offsetHeight + 16 > innerHeight ? Math.max(8, box.top - bar.offsetHeight - 8) : box.bottom + 8}px`;
}

if (form) {
  bar.className = "quoting";
  bar.hidden = true;
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Quote what is selected as");
  const said = document.createElement("span");
  said.textContent = "Quote as";
  bar.append(said);
  for (const [name, label] of Object.entries(places)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => quote(name));
    bar.append(button);
  }
  document.body.append(bar);
  document.addEventListener("pointerup", () => setTimeout(offer));
  document.addEventListener("selectionchange", () => {
    if (!selected()) bar.hidden = true;
  });
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey) offer();
    if (event.key === "Escape") bar.hidden = true;
  });
}
