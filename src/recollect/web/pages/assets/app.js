// Extras alone: every page works without this file.

const root = document.documentElement;
const all = (selector, within = document) => within.querySelectorAll(selector);
const dark = matchMedia("(prefers-color-scheme: dark)");

function remembered() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null; // storage is switched off
  }
}

function setTheme(theme) {
  root.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // it holds for this page then
  }
}

const kept = remembered();
if (kept === "light" || kept === "dark") root.dataset.theme = kept;
for (const button of all("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => setTheme((root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark" ? "light" : "dark"));
}

// Ids become buttons that copy themselves.
if (navigator.clipboard) {
  for (const id of all("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = id.className;
    button.title = "Copy";
    button.dataset.copy = id.dataset.copy;
    button.append(...id.childNodes);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.classList.add("copied");
      setTimeout(() => button.classList.remove("copied"), 1500);
    });
    id.replaceWith(button);
  }
}

// Times are sent in UTC and shown in the reader's own.
const day = { day: "numeric", month: "short", year: "numeric" };
const written = new Intl.DateTimeFormat("en-GB", { ...day, hour: "2-digit", minute: "2-digit" });
const writtenDay = new Intl.DateTimeFormat("en-GB", day);
for (const time of all("time[datetime]")) {
  const moment = new Date(time.dateTime);
  time.title = written.format(moment);
  time.textContent = "day" in time.dataset ? writtenDay.format(moment) : time.title;
}

// The claim and all parts of its mark light up with the line that was asked for.
function showHere() {
  for (const lit of all(".lit")) lit.classList.remove("lit");
  const id = location.hash.slice(1);
  if (!id.startsWith("ev-")) return;
  for (const part of all("mark[data-of]")) part.classList.toggle("lit", part.dataset.of === id);
  for (const flag of all(`a.ev[href="#${CSS.escape(id)}"]`)) flag.closest("li, .q")?.classList.add("lit");
}
addEventListener("hashchange", showHere);
showHere();

// What takes a moment says so, and is not sent twice.
function release(form) {
  delete form.dataset.sent;
  for (const button of all("[aria-busy]", form)) button.removeAttribute("aria-busy");
}
for (const form of all('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => release(form), 10_000);
  });
}
addEventListener("pageshow", () => all("form[data-sent]").forEach(release));
