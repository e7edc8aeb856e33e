// Starts Blazor so that a lost connection comes back by itself, and the few things only a browser can do.
(() => {
  const root = document.documentElement;

  const stored = act => {
    try {
      return act() ?? null;
    } catch {
      return null;
    }
  };

  window.coop = {
    setTheme(theme) {
      root.dataset.theme = theme;
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `coop-theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    },
    // From here on the page answers to clicks.
    connected() {
      root.dataset.connected = "";
      return root.dataset.theme === "dark";
    },
    // Says whether it worked, and never throws: what is copied may be a secret that the page shows only once.
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Without https there is no clipboard for scripts; selected text can be copied all the same.
        const before = document.activeElement;
        const area = document.body.appendChild(document.createElement("textarea"));
        area.value = text;
        area.readOnly = true;
        area.style.position = "fixed";
        area.style.opacity = "0";
        area.select();
        const copied = document.execCommand("copy");
        area.remove();
        before?.focus();
        return copied;
      }
    },
    download(name, type, text) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    },
    // A browser may have no room left, or keep nothing for anybody: then drafts are not kept, and forms work as ever.
    keep: (key, value) => stored(() => sessionStorage.setItem(key, value)),
    kept: key => stored(() => sessionStorage.getItem(key)),
    forget: key => stored(() => sessionStorage.removeItem(key)),
    // A date without its time looks empty from outside.
    unfinished: name => document.querySelector(`main [name="${name}"]`)?.validity.badInput ?? false,
    // To a choice that has to be made before anything else can go on.
    focusNotice() {
      const notice = document.querySelector("main [data-form-notice]");
      if (notice) {
        notice.focus();
        scrollTo(0, 0);
      }
    },
    // The problems may be on their way to the page still.
    focusFirstError(tries = 20) {
      const field = document.querySelector("main [aria-invalid=true], .mud-dialog [aria-invalid=true]");
      if (field) {
        field.focus();
      } else if (tries > 0) {
        setTimeout(() => window.coop.focusFirstError(tries - 1), 50);
      }
    },
  };

  // A menu closes when something else is pressed, or Escape.
  const closeMenus = except => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (menu !== except) { menu.open = false; }
    }
  };
  document.addEventListener("click", event => closeMenus(event.target.closest("details[data-menu]")));
  // Blazor would only scroll there; the next Tab has to go on from there too.
  document.addEventListener("click", event => {
    if (event.target.closest("a.skip")) {
      event.preventDefault();
      event.stopPropagation();
      document.getElementById("main").focus();
    }
  }, true);
  document.addEventListener("keydown", event => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // The focus is in a dialog from the moment it is there, and goes back to where it was. The server would say so too late for whoever types on.
  const dialogs = [];
  const enter = dialog => (dialog.querySelector("[data-first]") ?? dialog).focus();
  const followDialogs = () => {
    while (dialogs.length > 0 && !dialogs.at(-1).dialog.isConnected) {
      const { before } = dialogs.pop();
      if (document.activeElement === document.body) { before?.focus(); }
    }
    for (const dialog of document.querySelectorAll(".mud-dialog")) {
      if (!dialogs.some(known => known.dialog === dialog)) {
        dialogs.push({ dialog, before: document.activeElement });
        enter(dialog);
      }
    }
  };
  new MutationObserver(followDialogs).observe(document.body, { childList: true, subtree: true });
  // Keys are the dialog's alone, and Escape is the way out that changes nothing.
  addEventListener("keydown", event => {
    const dialog = dialogs.at(-1)?.dialog;
    if (!dialog || dialog.closest("[inert]") || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const isOutside = !dialog.contains(event.target);
    if (isOutside) { enter(dialog); }
    if (event.key === "Escape") { dialog.querySelector("[data-escape]")?.click(); }
    if (isOutside || event.key === "Escape") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // What was typed comes back with the page when it is loaded anew over a lost connection: nobody is asked whether to leave it.
  let isComingBack = false;
  addEventListener("beforeunload", event => {
    if (isComingBack) { event.stopImmediatePropagation(); }
  });
  const loadAnew = () => {
    isComingBack = true;
    location.reload();
  };

  // Quick at first, then every five seconds for as long as the page is open.
  const wait = attempt => attempt < 10 ? Math.min(250 * (attempt + 1), 2000) : 5000;

  // Until the page is connected nobody hears what is typed into it, and its connection draws it anew.
  for (const part of document.querySelectorAll(".shell :is(input, textarea, select, button)")) {
    part.inert = true;
  }

  // Between the loss of the connection and the moment the browser notices it, what is typed is sent to nobody. Whatever came from the server last
  // tells that it heard what was typed before, but for what was on its way then.
  const onTheWay = 2_000;
  let heardAt = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener("message", () => { heardAt = performance.now(); });
    }
  };
  const typed = new Map();
  const remember = event => {
    for (const [field, at] of typed) {
      if (at < heardAt - onTheWay) { typed.delete(field); }
    }
    if (event.target.matches("input:not([type=file]), textarea, select")) {
      typed.set(event.target, performance.now());
    }
  };
  document.addEventListener("input", remember, true);
  document.addEventListener("change", remember, true);

  let isLost = false;
  let focused = null;
  let unheardSince = 0;
  const lose = notice => {
    if (!isLost) {
      [isLost, focused, unheardSince] = [true, document.activeElement, heardAt - onTheWay];
      // What would be typed or pressed now would be shown, and lost.
      for (const part of document.body.children) { part.inert = part !== notice; }
    }
  };
  const comeBack = () => {
    if (isLost) {
      for (const part of document.body.children) { part.inert = false; }
      focused?.focus();
      isLost = false;
      for (const [field] of [...typed].filter(([field, at]) => field.isConnected && at > unheardSince)) {
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  };

  const notice = document.getElementById("components-reconnect-modal");
  if (notice) {
    notice.addEventListener("components-reconnect-state-changed", event => {
      const state = event.detail.state;
      if (state === "hide") {
        comeBack();
      } else {
        lose(notice);
      }

      if (state === "rejected" || state === "resume-failed" || state === "failed") {
        // The server is there again but has forgotten this page: load it anew, drafts come back with it.
        loadAnew();
      } else if (state === "paused") {
        Blazor.resumeCircuit().then(resumed => { if (!resumed) { loadAnew(); } }, loadAnew);
      }
    });
  }

  Blazor.start({
    circuit: { reconnectionOptions: { maxRetries: 1000000, retryIntervalMilliseconds: wait } },
    ssr: { disableDomPreservation: true },
  });
})();
