// Without a network the time of a tap is kept in this phone and sent later; the coordinator confirms it.
// What is kept is the server's time when the page came and what the phone counted since: its own clock may be wrong.
(function () {
  "use strict";
  const KEY = "zhixing-checkin";
  const strip = document.getElementById("kept");
  const token = document.querySelector("input[name=_token]");
  const loaded = performance.now();
  const began = Date.now();
  const headers = { Accept: "application/json", "HX-Request": "true" };

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEY) || "[]");
    } catch (broken) {
      return [];
    }
  }

  function write(kept) {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
      return true;
    } catch (full) {
      return false;
    }
  }

  function mine() {
    return read().filter((one) => !one.who || one.who === strip.dataset.who);
  }

  function say(text) {
    strip.textContent = text;
    strip.hidden = !text;
  }

  async function send() {
    if (!token) return;
    // Whoever uses this phone now may be somebody else than who tapped.
    for (const one of mine()) {
      const body = new URLSearchParams({ _token: token.value, stamped: String(one.stamped), phone: String(one.phone) });
      let answer;
      try {
        answer = await fetch("/in/site/" + one.place + "/stamps", { method: "POST", body, headers });
      } catch (offline) {
        return;
      }
      const next = answer.headers.get("hx-redirect") || "";
      // What was refused with a reason is not sent for ever; whoever is signed out, or finds the server busy, sends it later.
      if (next.startsWith("/sign-in") || answer.status === 401 || answer.status === 403 || answer.status >= 500) return;
      write(read().filter((other) => other.id !== one.id));
      if (next) location.assign(next);
      else say((await answer.json()).said);
    }
  }

  document.querySelectorAll("form[data-checkin]").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        await fetch("/health", { cache: "no-store" });
      } catch (offline) {
        // Some phones do not count while they sleep, others set their clock back: the longer of the two has passed.
        const passed = Math.max(performance.now() - loaded, Date.now() - began);
        const stamped = Math.round(Number(form.dataset.now) + passed);
        const one = { id: stamped + "-" + Math.random(), who: strip.dataset.who };
        Object.assign(one, { place: form.dataset.checkin, stamped, phone: Date.now() });
        if (write(read().concat(one))) say(form.dataset.kept);
        return;
      }
      form.submit();
    });
  });
  // Before its time a shift has nothing to press; without a network the page cannot ask whether the time has come.
  function offer() {
    document.querySelectorAll("form[data-offline]").forEach((form) => (form.hidden = navigator.onLine));
  }

  addEventListener("offline", offer);
  addEventListener("online", offer);
  offer();
  addEventListener("online", send);
  if (mine().length) send();
})();
