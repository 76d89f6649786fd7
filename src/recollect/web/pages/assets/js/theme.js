// The choice between light and dark holds at once, without asking for the page again.

const A_YEAR_S = 365 * 24 * 3600;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form.theme")) return;
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  document.cookie = `recollect_theme=${theme};path=/;max-age=${A_YEAR_S};samesite=lax`;
  form.querySelector(theme === "dark" ? ".to-light" : ".to-dark").focus();
});
