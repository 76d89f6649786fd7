// What is done to every part of a page, now and when it is put in later.

const doings = [];

export function onFresh(doing) {
  doings.push(doing);
  doing(document);
}

document.addEventListener("htmx:after:swap", () => {
  for (const doing of doings) doing(document);
});
