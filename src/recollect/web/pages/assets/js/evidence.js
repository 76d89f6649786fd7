// A claim and its lines light up together; both sides scroll to what is in focus. Links do the first half without this.

// Of a long document only ten pages are shown: the flag of a claim on another leads to the page that shows it.

const claims = () => document.querySelectorAll('.findings a.ev[href*="#ev-"], .findings a.ev[href*="#flag-"]');
const isHere = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

// Where both scroll for themselves; on a narrow screen only what was asked for comes into view.
const sideBySide = matchMedia("(min-width: 1181px)");

function findElsewhere() {
  if (!/^#(ev|flag)-/.test(location.hash) || isHere(location.hash)) return;
  const flag = [...claims()].find((one) => one.hash === location.hash && one.search !== location.search);
  if (flag) location.replace(flag.href);
}

function light() {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const id = decodeURIComponent(location.hash.slice(1));
  if (!/^(ev|flag)-/.test(id)) return;
  for (const part of document.querySelectorAll(`[data-of="${CSS.escape(id)}"]`)) part.classList.add("lit");
  for (const flag of claims()) {
    if (flag.hash !== location.hash) continue;
    const row = flag.closest(".q, li");
    row.classList.add("lit");
    if (sideBySide.matches) row.scrollIntoView({ block: "nearest" });
  }
}

function focusOn(hash) {
  if (location.hash === hash) light();
  else location.replace(hash); // no step of its own on the way back
}

function step(by) {
  const all = [...new Map([...claims()].map((flag) => [flag.hash, flag])).values()];
  if (!all.length) return;
  const at = all.findIndex((flag) => flag.hash === location.hash);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length];
  if (isHere(next.hash)) {
    focusOn(next.hash);
    next.focus({ preventScroll: true });
  } else {
    location.replace(next.href);
  }
}

// The text that can be selected lies over the marks: a click that selects nothing is for what is below.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".page svg, .paper")) return;
  const under = document.elementsFromPoint(event.clientX, event.clientY).map((one) => one.closest("[data-of], mark[id]"));
  const mark = event.target.closest("[data-of], mark[id]") ?? under.find(Boolean);
  const flag = event.target.closest("a.ev");
  if ((!mark && !flag) || (!flag && getSelection().toString())) return;
  const of = mark ?? flag.previousElementSibling;
  const id = of.dataset.of ?? of.id;
  event.preventDefault();
  focusOn(`#${id}`);
  if (!sideBySide.matches) [...claims()].find((one) => one.hash === `#${id}`)?.closest(".q, li").scrollIntoView({ block: "center" });
});

for (const button of document.querySelectorAll("[data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => step(Number(button.dataset.step)));
}
addEventListener("hashchange", light);
findElsewhere();
light();
