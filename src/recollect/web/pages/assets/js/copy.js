// Ids become buttons that copy themselves.

import { onFresh } from "./fresh.js";

function makeButton(id) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = id.className;
  button.title = "Copy";
  button.dataset.copy = id.dataset.copy;
  button.append(...id.childNodes);
  id.replaceWith(button);
}

if (navigator.clipboard) {
  onFresh((part) => part.querySelectorAll("span[data-copy]").forEach(makeButton));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1500);
  });
}
