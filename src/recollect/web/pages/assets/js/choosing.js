// All lines of a table are chosen at once.

for (const all of document.querySelectorAll("[data-choose-all]")) {
  const boxes = () => all.closest("table").querySelectorAll("tbody input[type=checkbox]");
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
  });
  all.closest("table").addEventListener("change", () => {
    const chosen = [...boxes()].filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && chosen < boxes().length;
  });
}
