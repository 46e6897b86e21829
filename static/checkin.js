// Without a network the time of a tap is kept in this phone and sent later; the coordinator confirms it.
// The server's time when the page came, and what the phone counted since: its own clock may be wrong.
(() => {
  "use strict";
  const KEY = "zhixing-checkin";
  const forms = [...document.querySelectorAll("form[data-checkin]")];
  const strip = document.getElementById("kept");
  const loaded = performance.now();
  const read = () => { try { return JSON.parse(localStorage.getItem(KEY) || "[]"); } catch { return []; } };
  const write = (kept) => { try { localStorage.setItem(KEY, JSON.stringify(kept)); return true; } catch { return false; } };
  const say = (text) => { strip.textContent = text; strip.hidden = !text; };
  const token = () => document.querySelector("input[name=_token]")?.value || "";

  const send = async () => {
    let kept = read();
    for (const one of kept.slice()) {
      const body = new URLSearchParams({ _token: token(), stamped: String(one.stamped), phone: String(one.phone) });
      let answer;
      try {
        answer = await fetch(`/in/site/${one.place}/stamps`, { method: "POST", body, headers: { Accept: "application/json" } });
      } catch { return; }
      // What the server refused with a reason is not sent again for ever; signed out or busy, it waits.
      if (answer.redirected && answer.url.includes("/sign-in")) return;
      if (answer.status === 403 || answer.status >= 500) return;
      kept = kept.filter((other) => other.id !== one.id);
      write(kept);
      if (answer.ok) location.assign("/shifts/mine");
      else say((await answer.json().catch(() => ({}))).said || "");
    }
  };

  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        await fetch("/health", { cache: "no-store" });
      } catch {
        const stamped = Math.round(Number(form.dataset.now) + performance.now() - loaded);
        const one = { id: `${stamped}-${Math.random()}`, place: form.dataset.checkin, stamped, phone: Date.now() };
        if (write([...read(), one])) say(form.dataset.kept);
        return;
      }
      form.submit();
    });
  }
  addEventListener("online", send);
  if (read().length && token()) send();
})();
