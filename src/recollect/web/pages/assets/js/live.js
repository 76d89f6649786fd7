// The parts that change while a page is open are read anew when the server says that something did.
// When it can't say so, they are read every five seconds, and the page tells that.

const live = document.getElementById("live");
const lost = document.getElementById("live-lost");
const LOOK_AGAIN_MS = 5000;
let polling = 0;

function watch() {
  htmx.trigger(live, "watch"); // does nothing while it is watched already
}

// htmx begins by a timer of its own, at times before its extension for streams is there or after the page has loaded:
// the stream is named only when both are, or it would never be opened.
function begin() {
  live.setAttribute("hx-sse:connect", live.dataset.stream);
  htmx.process(live);
  watch();
}

function lookAgain() {
  if (document.hidden) return;
  for (const name of ["tasks", "store"]) htmx.trigger(document.body, name);
  watch();
}

function lose() {
  if (polling) return;
  lost.hidden = false;
  polling = setInterval(lookAgain, LOOK_AGAIN_MS);
}

function find() {
  clearInterval(polling);
  polling = 0;
  lost.hidden = true;
}

if (live) {
  live.addEventListener("htmx:sse:after:connection", find);
  for (const trouble of ["htmx:sse:error", "htmx:error", "htmx:response:error"]) live.addEventListener(trouble, lose);
  if (document.readyState === "complete") setTimeout(begin);
  else addEventListener("load", () => setTimeout(begin), { once: true });
}
