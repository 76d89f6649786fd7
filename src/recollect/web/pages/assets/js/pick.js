// The job that is chosen from the list becomes the current one at once. Who goes through the list by keys hasn't chosen
// yet: for them the button is there, and Enter does the same.

for (const form of document.querySelectorAll("form.pick")) {
  const select = form.querySelector("select");
  const button = form.querySelector("button");
  let isGoingThrough = false;
  select.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key !== "Tab") {
      isGoingThrough = true;
      button.classList.remove("unscripted");
    }
  });
  select.addEventListener("pointerdown", () => (isGoingThrough = false));
  select.addEventListener("change", () => {
    if (!isGoingThrough) form.requestSubmit();
  });
}
