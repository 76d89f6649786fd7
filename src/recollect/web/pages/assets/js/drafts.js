// What is being written is kept 800 ms after the last key, and when the page is left.

const form = document.querySelector("form[data-draft]");
const WAIT_MS = 800;

if (form) {
  const state = form.querySelector("[data-draft-state]");
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  let timer = 0;

  const body = () => new URLSearchParams(new FormData(form));
  const save = async () => {
    timer = 0;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: body(), headers: { Accept: "application/json" } });
      const said = await answer.json();
      state.textContent = answer.ok ? `Draft saved ${clock.format(new Date(said.saved_at))}` : said.detail;
    } catch {
      state.textContent = "Draft not saved: the server does not answer. It is tried again with the next key.";
    }
  };

  document.addEventListener("input", (event) => {
    if (event.target.form !== form) return;
    const { name, value, checked } = event.target;
    if (checked && (name === "right" || name === "wrong")) {
      const other = name === "right" ? "wrong" : "right";
      for (const box of form.elements) if (box.name === other && box.value === value) box.checked = false;
    }
    clearTimeout(timer);
    timer = setTimeout(save, WAIT_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = 0;
  });
  addEventListener("pagehide", () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    navigator.sendBeacon(form.dataset.draft, body());
  });
}
