// Keys. An element says which key it answers to: data-key="a" is clicked or focused, data-go="j" after g.
// Rows say data-row: j and k step through the links in them, unless the page has links for j and k itself.

const root = document.documentElement;
const FIELDS = "input:not([type=radio],[type=checkbox],[type=file]),textarea,select,[contenteditable]";
let isGoing = false;

function isShown(element) {
  return element.checkVisibility({ visibilityProperty: true });
}

function answering(attribute, key) {
  return [...document.querySelectorAll(`[${attribute}="${CSS.escape(key)}"]`)].find(isShown);
}

function useElement(element) {
  if (element.matches(FIELDS)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function step(by) {
  const links = [...document.querySelectorAll("[data-row] a")].filter(isShown);
  const rows = [...new Set(links.map((link) => link.closest("[data-row]")))];
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement?.closest("[data-row]"));
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
  rows[next].querySelector("a").focus();
  return true;
}

function doesSomething(pressed) {
  const [first, second] = pressed.split(" ");
  if (first === "g") return Boolean(answering("data-go", second));
  if (second || !/^[a-z0-9]$/.test(first)) return true;
  return Boolean(answering("data-key", first) || ("jk".includes(first) && document.querySelector("[data-row] a")));
}

async function showKeys() {
  const dialog = document.getElementById("keys-help");
  if (!dialog) return;
  await htmx.ajax("GET", "/settings/keys", { source: "#keys", target: "#keys", swap: "innerHTML" });
  for (const group of dialog.querySelectorAll(".key-group")) {
    const rows = [...group.querySelectorAll("[data-pressed]")];
    for (const row of rows) row.hidden = !doesSomething(row.dataset.pressed);
    group.hidden = rows.every((row) => row.hidden);
  }
  if (!dialog.open) dialog.showModal();
}

function leave(event) {
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  const field = event.target.closest?.(FIELDS);
  if (field) {
    field.blur();
  } else {
    goBack();
  }
}

// Back is where the page says, else the place that it belongs to; never away from what was typed or ticked.
function goBack() {
  if (document.querySelector("dialog[open]")) return;
  const isChanged = (field) => (/^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
  if ([...document.querySelectorAll("main form :is(input,textarea)")].some(isChanged)) return;
  const place = document.querySelector(".rail [aria-current]");
  const back = document.querySelector("[data-back]") ?? (place?.pathname === location.pathname ? undefined : place);
  back?.click();
}

function answerSingle(event) {
  const { key } = event;
  if (isGoing) {
    isGoing = false;
    return answering("data-go", key)?.click() ?? true;
  }
  if (key === "g") {
    isGoing = true;
    setTimeout(() => (isGoing = false), 1500);
    return true;
  }
  if (key === "?") {
    showKeys();
    return true;
  }
  const element = answering("data-key", key);
  if (element) {
    useElement(element);
    return true;
  }
  return (key === "j" && step(1)) || (key === "k" && step(-1));
}

for (const elsewhere of ["click", "focusin"]) {
  document.addEventListener(elsewhere, (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    const field = event.target.closest?.("textarea,input");
    if (key === "Enter" && field?.form) {
      event.preventDefault();
      field.form.requestSubmit(field.form.querySelector("[data-save]") ?? undefined);
    } else if (key === "k") {
      const search = answering("data-key", "/");
      if (search) {
        event.preventDefault();
        useElement(search);
      }
    }
    return;
  }
  if (key === "Escape") {
    leave(event);
    return;
  }
  if (root.dataset.keys === "off" || event.target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
  if (answerSingle(event)) event.preventDefault();
});
