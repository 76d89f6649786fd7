// The claim and all parts of its mark light up with the line that was asked for.

function showHere() {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const id = location.hash.slice(1);
  if (!id.startsWith("ev-")) return;
  for (const part of document.querySelectorAll("mark[data-of]")) part.classList.toggle("lit", part.dataset.of === id);
  for (const flag of document.querySelectorAll(`a.ev[href="#${CSS.escape(id)}"]`)) flag.closest("li, .q")?.classList.add("lit");
}

addEventListener("hashchange", showHere);
showHere();
