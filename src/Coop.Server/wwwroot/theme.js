// Before the first paint: who has not chosen gets what the system prefers, and the server learns it for the next page.
(() => {
  if (!/(^|; )coop-theme=/.test(document.cookie)) {
    const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    document.documentElement.dataset.theme = theme;
    document.cookie = `coop-theme-system=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  }
})();
