// The exam island, after app.js, exam-queue.js and exam-face.js. The contract is docs/exam-island.md
(function () {
  "use strict";
  const { find, openDialog, closeDialog, openStore, Sender, fingerprint, face } = window.zhixing;
  const { say, announce } = face;
  const main = find("#sitting");
  if (!main) return;
  const data = main.dataset;
  const PAUSE_MS = 800;
  const LONGEST_PAUSE_MS = 4000;
  const CLOSING_MS = 3000;
  const MISMATCHES = 5;
  const IDLE_MS = 15000;
  const questions = face.gather(main);
  const byId = new Map(questions.map((question) => [question.id, question]));
  let store;
  let sender;
  let endsAt = null;
  let savedAt = "";
  let state = data.state || "answering"; // then time_up, closed or handed_in
  let isReadonly = data.readonly === "true";
  let isHandingIn = false;
  let isEarly = false;
  let mismatches = 0;
  let asksAt = 0;
  let idleAt = 0;
  let hiddenAt = null;

  const remaining = () => (endsAt === null ? 0 : Math.max(0, endsAt - performance.now()));
  const isInMemory = () => store.backend.kind === "memory";
  const isFlagged = (question) => Boolean(store.get("f" + question.id));
  const isUnsent = (question) => question.revision > question.saved;
  const isEmpty = (question) => question.value === null;
  const questionAt = (element) => byId.get(Number((element.closest(".question") || { dataset: {} }).dataset.question));
  const items = () => store.all().filter((item) => item.question);
  const unsent = () => items().filter((item) => !byId.has(item.question) || byId.get(item.question).refusedAt !== item.revision);

  function paint(question) {
    const isRefused = isUnsent(question) && question.refusedAt === question.revision;
    const now = isRefused ? "refused" : isUnsent(question) ? "local" : isEmpty(question) ? "empty" : "saved";
    face.paint(question, now, isFlagged(question));
  }

  function changed() {
    const isOver = state === "closed" || state === "handed_in";
    const quiet = isReadonly ? "readonly" : items().length ? (sender.busy ? "saving" : "unsaved") : savedAt ? "saved" : "ready";
    const now = isOver ? (items().length ? "closed_unsent" : isEarly ? "ended" : "closed") : sender.failing || (state === "time_up" ? state : quiet);
    face.strip(now, sender, items().length, isInMemory(), savedAt);
  }

  async function enqueue(question, revision) {
    question.revision = revision;
    await store.put("a" + question.id, { question: question.id, revision, value: question.value, typed_ms: Math.round(remaining()) });
    paint(question);
    sender.wake();
    changed();
  }

  async function record(question) {
    clearTimeout(question.timer);
    question.timer = 0;
    const value = face.readAnswer(question);
    if (isReadonly || JSON.stringify(value) === JSON.stringify(question.value)) return;
    question.value = value;
    face.explain(question, "");
    await enqueue(question, question.revision + 1);
  }

  function recordSoon(question) {
    const now = performance.now();
    if (!question.timer) question.typingSince = now;
    clearTimeout(question.timer);
    question.timer = setTimeout(record, Math.max(0, Math.min(PAUSE_MS, question.typingSince + LONGEST_PAUSE_MS - now)), question);
  }

  const recordTyping = () => Promise.all(questions.filter((question) => question.timer).map(record));
  async function merge(answers) {
    for (const question of questions) {
      const theirs = answers[question.id] || { revision: 0, value: null };
      const ours = store.get("a" + question.id);
      const isOurs = Boolean(ours) && ours.revision > theirs.revision;
      if (ours && !isOurs) await store.remove("a" + question.id);
      question.saved = theirs.revision;
      question.revision = isOurs ? ours.revision : theirs.revision;
      question.value = isOurs ? ours.value : theirs.value;
      face.writeAnswer(question, question.value);
      paint(question);
    }
  }

  async function forget(list, isSaved) {
    for (const told of list || []) {
      const item = store.get("a" + told.question);
      if (item && item.revision <= told.revision) await store.remove("a" + told.question);
      const question = byId.get(told.question);
      if (!question || !isSaved) continue;
      question.saved = Math.max(question.saved, told.revision);
      question.revision = Math.max(question.revision, told.revision);
      paint(question);
    }
  }

  function refuse(item, reply) {
    const question = byId.get(item.question);
    if (!question) return store.remove("a" + item.question);
    question.refusedAt = item.revision;
    if (question.revision === item.revision) face.explain(question, reply.said || say("state_refused"));
    paint(question);
  }

  // A revision neither acknowledged nor refused holds another value at the server; ours is later.
  async function outrun(sent, refused) {
    for (const item of sent) {
      const question = byId.get(item.question);
      const said = refused.find((other) => other.question === item.question);
      if (!question || question.saved >= item.revision || question.revision !== item.revision) continue;
      if (said && said.code !== "superseded") refuse(item, said);
      else await enqueue(question, Math.max(item.revision, (said && said.revision) || 0) + 1);
    }
  }

  async function settle(reply, sent) {
    await forget(reply.acks, true);
    await outrun(sent, reply.refused || []);
    if (reply.server_time) savedAt = face.clockText(reply.server_time, Number(data.utcOffsetMin || 480));
    idleAt = 0;
    const isOver = reply.state && reply.state !== "answering";
    if (isOver) end(reply.state);
    if (typeof reply.remaining_ms === "number") endsAt = performance.now() + reply.remaining_ms;
    if (isOver) return follow();
    if (state === "time_up" && remaining()) reopen();
    await follow();
  }

  // What came too late the server has put aside for review: it is handed over.
  async function stop(code, reply, sent) {
    isHandingIn = false;
    if (code === "not_writer") return setReadonly(true);
    await forget(sent, false);
    end(code);
    await follow();
  }

  function end(code) {
    isEarly = isEarly || (code === "closed" && remaining() > CLOSING_MS);
    state = code;
    if (isEarly) announce(say("strip_ended"));
  }

  async function follow() {
    if (state === "answering") return isHandingIn && !unsent().length && setTimeout(handIn);
    if (state === "time_up") return;
    await recordTyping();
    setReadonly(true);
    if (items().length) return sender.wake();
    sender.stop();
    await store.clear();
    // A page that was written after the deadline would only come back to itself.
    if (Number(data.deadlineMs) > 0) setTimeout(() => location.replace(data.result || location.pathname), isEarly ? CLOSING_MS : 0);
  }

  async function openCheck() {
    await recordTyping();
    face.list("#check-unanswered", questions.filter(isEmpty));
    face.list("#check-flagged", questions.filter(isFlagged));
    face.list("#check-unsaved", questions.filter(isUnsent));
    const empty = questions.filter(isEmpty).length;
    face.write(find("#check-empty"), empty ? say("check_empty", { n: empty }) : "");
    face.show(find("#check-nothing"), !questions.some((each) => isEmpty(each) || isUnsent(each)));
    sayWaiting("");
    openDialog(find("#check"));
  }

  function startHandIn() {
    isHandingIn = true;
    mismatches = 0;
    sayWaiting(say("hand_in_waits", { n: items().length }));
    sender.sync();
  }

  function sayWaiting(said) {
    face.write(find("#check-said"), sender.failing === "network" || !navigator.onLine ? say("hand_in_offline") : said);
  }

  async function handIn() {
    if (!isHandingIn || sender.busy) return;
    const held = questions.filter((question) => question.saved).map((question) => [question.id, question.saved]);
    sender.busy = true;
    const reply = await sender.post(data.handIn, { writer: sender.writer, count: held.length, fingerprint: fingerprint(held) });
    sender.busy = false;
    const { code, said, missing, receipt_url: receipt } = reply.data;
    if (reply.status === 200) return leave(receipt);
    if (code === "mismatch" && mismatches < MISMATCHES) return resend(missing);
    face.write(find("#check-said"), said || say("hand_in_failed"));
    if (reply.status === 409 && code !== "mismatch") await stop(code, reply.data, []);
    else if (reply.status === 0 || reply.status === 401 || reply.status === 429 || reply.status >= 500) {
      sender.asked = true;
      sender.fail([], reply);
      if (!reply.status) sayWaiting("");
    } else isHandingIn = false;
    changed();
  }

  async function leave(receipt) {
    sender.stop();
    await store.clear();
    location.assign(receipt);
  }

  async function resend(missing) {
    mismatches += 1;
    // The server may hold more than we know: a claim brings all it has.
    if (mismatches === 2) return claim();
    for (const question of questions.filter((each) => each.revision && missing.includes(each.id))) {
      question.saved = question.refusedAt = 0;
      await enqueue(question, question.revision);
    }
    sender.sync();
  }

  function setReadonly(isNow) {
    isReadonly = isNow;
    if (isNow) closeDialog(find("#check"));
    questions.forEach((question) => (question.box.disabled = isNow));
    if (find("#hand-in")) find("#hand-in").disabled = isNow;
    changed();
  }

  async function claim() {
    const reply = await sender.post(data.claim, { writer: sender.writer });
    if (reply.status === 409) return stop(reply.data.code, reply.data, []);
    if (reply.status !== 200) return announce(reply.data.said || say("claim_failed"));
    await store.reread();
    await merge(reply.data.answers);
    sender.begin(reply.data.writer);
    setReadonly(false);
    sender.sync();
  }
  function tabStorage(deed) {
    try {
      return sessionStorage[deed]("zhixing/" + data.key, sender && sender.writer);
    } catch (error) {
      return null;
    }
  }

  function tick() {
    face.timer(main, remaining());
    if (sender.failing) changed();
    if (state === "answering" && !remaining()) closeByTime();
    listenIn();
    if (state !== "time_up" || sender.failing || performance.now() < asksAt) return;
    asksAt = performance.now() + CLOSING_MS;
    sender.sync();
  }
  function listenIn() {
    if (state !== "answering" || isReadonly || document.hidden || sender.failing) return;
    const now = performance.now();
    if (idleAt && now > idleAt) sender.sync();
    if (now > idleAt) idleAt = now + IDLE_MS * (0.75 + Math.random() / 2);
  }

  async function closeByTime() {
    state = "time_up";
    // Everybody's time ends at once.
    asksAt = performance.now() + Math.random() * CLOSING_MS;
    await recordTyping();
    setReadonly(true);
    announce(say("strip_time_up"));
    sender.wake();
  }

  function reopen() {
    state = "answering";
    setReadonly(false);
  }

  async function toggleFlag(question) {
    if (isFlagged(question)) await store.remove("f" + question.id);
    else await store.put("f" + question.id, {});
    paint(question);
  }

  function exportAnswers() {
    const answers = questions.filter((question) => question.revision).map((question) => Object.assign(
      { question: question.id, revision: question.revision, value: question.value, unsent: isUnsent(question) }, store.get("a" + question.id)));
    face.offerExport({ attempt: Number(data.attempt), key: data.key, writer: sender.writer, answers });
  }

  function step(by) {
    face.go(questions, questions[questions.findIndex((question) => question.box.matches(".is-current")) + by], true);
  }

  const PRESSES = {
    ".flag": (button) => toggleFlag(questionAt(button)),
    ".clear": (button) => {
      face.writeAnswer(questionAt(button), null);
      record(questionAt(button));
    },
    ".cell, [data-group] a": (link) => {
      closeDialog(find("#check"));
      if (link.closest("details")) face.foldCard(false);
      face.go(questions, questions.find((question) => link.hash === "#" + question.box.id), true);
    },
    "#previous": () => step(-1),
    "#next": () => step(1),
    "#retry": () => sender.later(0),
    "#claim": claim,
    "#export": exportAnswers,
    "#hand-in": openCheck,
    "#confirm-hand-in": startHandIn,
  };

  function onClick(event) {
    const selector = Object.keys(PRESSES).find((each) => event.target.closest(each));
    if (!selector) return;
    event.preventDefault();
    PRESSES[selector](event.target.closest(selector));
  }

  function listenToAnswers() {
    const when = (kind, deed) => main.addEventListener(kind, (event) => {
      const question = questionAt(event.target);
      if (question) deed(question, event);
    }, true);
    when("change", record);
    when("compositionend", recordSoon);
    when("input", (question, event) => question.kind === "fill_in_blanks" && !event.isComposing && recordSoon(question));
    when("focusin", (question) => face.go(questions, question, false));
    when("submit", (question, event) => {
      event.preventDefault();
      record(question);
    });
    document.addEventListener("click", onClick);
    if (find("#check")) find("#check").addEventListener("close", () => (isHandingIn = false));
  }

  function listenToTheDevice() {
    // A room's devices all come back at once.
    window.addEventListener("online", () => sender.later(Math.random() * 1000));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        hiddenAt = performance.now();
        if (!isReadonly) tabStorage("setItem");
        return recordTyping().then(() => sender.later(0));
      }
      tabStorage("removeItem");
      if (hiddenAt && state === "answering" && !isReadonly) sender.awayMs += performance.now() - hiddenAt;
      hiddenAt = null;
      sender.sync();
    });
    window.addEventListener("pagehide", () => {
      if (!isReadonly) tabStorage("setItem");
      recordTyping();
      sender.flush();
    });
    window.addEventListener("pageshow", (event) => event.persisted && sender.sync());
    window.addEventListener("beforeunload", (event) => {
      if (!isInMemory() || !items().length) return;
      event.preventDefault();
      event.returnValue = "";
    });
  }

  function startClock() {
    if (!data.deadlineMs || data.state) return;
    const visit = performance.getEntriesByType("navigation")[0];
    endsAt = ((visit && visit.responseStart) || performance.now()) + Number(data.deadlineMs);
    setInterval(tick, 500);
    tick();
  }

  async function start() {
    store = await openStore(data.key);
    const former = isReadonly && !data.state && tabStorage("getItem");
    sender = new Sender({ changed, unsent, settle, stop, refuse }, { url: data.save, csrf: data.csrf, writer: former || data.writer });
    tabStorage("removeItem");
    await merge(face.json("#saved").answers || {});
    main.classList.add("has-js");
    setReadonly(isReadonly && !former);
    listenToAnswers();
    listenToTheDevice();
    face.foldCard(true);
    face.go(questions, questions.find((question) => location.hash === "#" + question.box.id) || questions[0], false);
    startClock();
    if (former || (unsent().length && (data.state || !isReadonly))) sender.sync();
    main.dataset.ready = "true";
  }

  start();
})();
