// The queue of one attempt. Why it is as it is: docs/exam-island.md
(function () {
  "use strict";
  const zhixing = (window.zhixing = window.zhixing || {});

  const TABLE = "items";
  const OPEN_MS = 3000;

  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  async function indexedDb(prefix) {
    const opening = indexedDB.open("zhixing-exam", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    // Some in-app browsers never answer.
    const late = new Promise((resolve, reject) => setTimeout(reject, OPEN_MS, new Error("slow")));
    const database = await Promise.race([done(opening), late]);
    const ours = IDBKeyRange.bound(prefix, prefix + "\uffff");
    const write = (deed) => new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, "readwrite", { durability: "strict" });
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      deed(transaction.objectStore(TABLE));
    });
    return {
      kind: "indexeddb",
      all: () => done(database.transaction(TABLE).objectStore(TABLE).getAll(ours)),
      put: (name, record) => write((table) => table.put(record, prefix + name)),
      remove: (name) => write((table) => table.delete(prefix + name)),
      clear: () => write((table) => table.delete(ours)),
    };
  }

  async function local(prefix) {
    const names = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    localStorage.setItem(prefix, "{}");
    localStorage.removeItem(prefix);
    return {
      kind: "localstorage",
      all: async () => names().map((name) => JSON.parse(localStorage.getItem(name))),
      put: async (name, record) => localStorage.setItem(prefix + name, JSON.stringify(record)),
      remove: async (name) => localStorage.removeItem(prefix + name),
      clear: async () => names().forEach((name) => localStorage.removeItem(name)),
    };
  }

  async function memory() {
    const nothing = async () => {};
    return { kind: "memory", all: async () => [], put: nothing, remove: nothing, clear: nothing };
  }

  const KINDS = [indexedDb, local, memory];

  class Store {
    constructor(prefix) {
      this.prefix = prefix;
      this.mirror = new Map();
      this.rank = -1;
    }

    get(name) {
      return this.mirror.get(name);
    }

    all() {
      return Array.from(this.mirror.values());
    }

    async next() {
      while (this.rank < KINDS.length - 1) {
        this.rank += 1;
        try {
          const backend = await KINDS[this.rank](this.prefix);
          const kept = await backend.all();
          for (const record of this.all()) await backend.put(record.name, record);
          this.backend = backend;
          return this.take(kept);
        } catch (error) {
          console.warn("zhixing:", this.rank, String(error));
        }
      }
    }

    take(records) {
      records.forEach((record) => {
        const held = this.mirror.get(record.name);
        if (!held || held.revision < record.revision) this.mirror.set(record.name, record);
      });
    }

    async attempt(deed) {
      const rank = this.rank;
      try {
        await deed();
      } catch (error) {
        console.warn("zhixing:", this.backend.kind, String(error));
        if (this.rank === rank) await this.next();
      }
    }

    put(name, record) {
      record.name = name;
      this.mirror.set(name, record);
      return this.attempt(() => this.backend.put(name, record));
    }

    remove(name) {
      this.mirror.delete(name);
      return this.attempt(() => this.backend.remove(name));
    }

    clear() {
      this.mirror.clear();
      return this.attempt(() => this.backend.clear());
    }

    reread() {
      return this.attempt(async () => this.take(await this.backend.all()));
    }
  }

  zhixing.openStore = async function (key) {
    const store = new Store("zhixing/" + key + "/");
    await store.next();
    return store;
  };

  const BATCH = 50;
  const FIRST_MS = 1000;
  const LONGEST_MS = 30000;
  const TIMEOUT_MS = 15000;
  const nameOf = (item) => item.question + ":" + item.revision;

  zhixing.randomHex = (bytes) =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  zhixing.fingerprint = (pairs) => {
    const text = pairs.sort((a, b) => a[0] - b[0]).map((pair) => pair.join(":")).join("\n");
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  };

  zhixing.Sender = class {
    constructor(host, options) {
      this.host = host;
      this.url = options.url;
      this.csrf = options.csrf;
      this.limit = BATCH;
      this.tries = new Map();
      this.batch = {};
      this.begin(options.writer);
    }

    begin(writer) {
      this.writer = writer;
      this.busy = this.stopped = this.asked = false;
      this.awayMs = 0;
      this.recover();
    }

    recover() {
      this.failures = 0;
      this.failing = this.failingSince = this.nextTryAt = null;
    }

    wake() {
      if (!this.failing) this.later(0);
    }

    sync() {
      this.asked = true;
      this.later(0);
    }

    later(ms) {
      clearTimeout(this.timer);
      this.nextTryAt = performance.now() + ms;
      this.timer = setTimeout(() => this.run(), ms);
    }

    stop() {
      clearTimeout(this.timer);
      this.stopped = true;
    }

    // Items that broke the server go last.
    next() {
      const tried = (item) => this.tries.get(nameOf(item)) || 0;
      return this.host.unsent().sort((a, b) => tried(a) - tried(b) || a.question - b.question).slice(0, this.limit);
    }

    body(items) {
      const name = items.map(nameOf).join();
      if (this.batch.name !== name || !name) this.batch = { name, id: zhixing.randomHex(12) };
      const answers = items.map((item) => ({ question: item.question, revision: item.revision, value: item.value, typed_ms: item.typed_ms }));
      const body = { batch: this.batch.id, writer: this.writer, answers };
      if (this.awayMs) body.away_ms = Math.round(this.awayMs);
      return body;
    }

    async run() {
      if (this.busy || this.stopped) return;
      const items = this.next();
      if (!items.length && !this.asked) return this.host.changed();
      const away = this.awayMs;
      this.busy = true;
      this.host.changed();
      const reply = await this.post(this.url, this.body(items));
      this.busy = false;
      if (this.stopped) return;
      if (reply.status === 200) this.awayMs = Math.max(0, this.awayMs - away);
      await this.judge(items, reply);
      this.host.changed();
    }

    async judge(items, reply) {
      const data = reply.data;
      if (reply.status === 200) {
        this.recover();
        this.asked = false;
        this.limit = Math.min(BATCH, this.limit * 2);
        await this.host.settle(data, items);
        if (!this.stopped && this.next().length) this.later(0);
      } else if (reply.status === 409) {
        this.recover();
        if (data.code === "not_writer") this.stop();
        await this.host.stop(data.code, data, items);
        if (!this.stopped && this.next().length) this.later(0);
      } else if ([400, 413, 422].includes(reply.status) && items.length) {
        this.recover();
        // Halve the batch until the bad item stands alone.
        if (items.length > 1) this.limit = Math.floor(items.length / 2);
        else this.host.refuse(items[0], data);
        this.later(0);
      } else this.fail(items, reply);
    }

    fail(items, reply) {
      if (reply.status === 500) {
        this.limit = 1;
        items.forEach((item) => this.tries.set(nameOf(item), (this.tries.get(nameOf(item)) || 0) + 1));
      }
      this.failing = { 0: "network", 401: "signed_out" }[reply.status] || "busy";
      if (this.failingSince === null) this.failingSince = performance.now();
      const base = Math.min(LONGEST_MS, FIRST_MS * Math.pow(2, this.failures));
      this.failures += 1;
      this.later(Math.max(base * (0.5 + Math.random()), reply.waitMs || 0));
    }

    flush() {
      const items = this.stopped ? [] : this.next();
      if (!items.length && !this.awayMs) return;
      this.request(this.url, this.body(items), true).catch(() => {});
      this.awayMs = 0;
    }

    async post(url, body) {
      const reply = await this.ask(url, body);
      if (reply.status !== 403) return reply;
      const fresh = await this.ask(this.url, null);
      if (!fresh.data.csrf) return fresh.status === 200 ? reply : fresh;
      this.csrf = fresh.data.csrf;
      return this.ask(url, body);
    }

    // A page where JSON should be (the Wi-Fi's portal) acknowledges nothing.
    async ask(url, body) {
      try {
        const response = await this.request(url, body, false);
        const isJson = /json/.test(response.headers.get("Content-Type"));
        const data = isJson ? await response.json() : {};
        const status = response.redirected ? 401 : response.ok && !isJson ? 502 : response.status;
        return { status, data, waitMs: (Number(response.headers.get("Retry-After")) || 0) * 1000 };
      } catch (error) {
        return { status: 0, data: {}, waitMs: 0 };
      }
    }

    request(url, body, keepalive) {
      const options = { credentials: "same-origin", headers: { Accept: "application/json" } };
      if (body) {
        options.method = "POST";
        options.keepalive = keepalive;
        options.headers["Content-Type"] = "application/json";
        options.headers["X-CSRF-Token"] = this.csrf;
        options.body = JSON.stringify(body);
      }
      if (!keepalive && window.AbortController) {
        const abort = new AbortController();
        options.signal = abort.signal;
        setTimeout(() => abort.abort(), TIMEOUT_MS);
      }
      return fetch(url, options);
    }
  };
})();
