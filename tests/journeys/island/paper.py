"""The page of docs/exam-island.md with five questions: 1 and 2 single choice, 3 multiple, 4 true-false, 5 two blanks."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.island.fake import Sitting

SCRIPTS = "".join(
    f'<script src="/static/{name}.js" defer></script>' for name in ("app", "exam-queue", "exam-face", "exam")
)
KINDS = {1: "single_choice", 2: "single_choice", 3: "multiple_response", 4: "true_false", 5: "fill_in_blanks"}
SAYINGS = {
    "state_empty": "未答", "state_local": "本机已记", "state_saved": "服务器已存", "state_refused": "没有存上",
    "flagged": "标记", "strip_ready": "可以作答", "strip_saving": "正在保存 {n} 题", "strip_unsaved": "还有 {n} 题待保存",
    "strip_saved": "已保存 {time}", "strip_network": "网络中断 {for} · 已在本机保存 {n} 题 · 正在重连（{s} 秒）",
    "strip_busy": "服务器忙 {for} · 已在本机保存 {n} 题 · {s} 秒后再试", "strip_signed_out": "登录已失效 · 已在本机保存 {n} 题",
    "strip_readonly": "正在另一处作答，这里只能看", "strip_time_up": "时间到，正在收卷", "strip_closed": "已收卷",
    "strip_ended": "考试已经结束，收到的答案都在", "check_empty": "还有 {n} 题没答",
    "hand_in_offline": "现在没有网，连上后自动交卷",
    "strip_closed_unsent": "已收卷，还有 {n} 题没有送到", "announce_down": "网络中断，答案存在本机", "announce_up": "已恢复",
    "minutes_left": "还剩 {n} 分钟", "hand_in_waits": "正在保存最后 {n} 题", "hand_in_failed": "没有交上，再试一次",
    "claim_failed": "没有接上，再试一次",
}  # fmt: skip


def _inputs(question: int, kind: str) -> str:
    if kind == "fill_in_blanks":
        return (
            '<div class="blanks">'
            + "".join(f'<label>第 {n} 空 <input name="answer"></label>' for n in (1, 2))
            + "</div>"
        )
    values = ["true", "false"] if kind == "true_false" else ["2", "0", "3", "1"]
    shape = "checkbox" if kind == "multiple_response" else "radio"
    return '<div class="answers">' + "".join(
        f'<label class="option"><input type="{shape}" name="answer" value="{value}"><span class="option-letter">{letter}</span>'
        f'<span class="option-text">第 {question} 题的选项，原来的第 {value} 项</span></label>'
        for letter, value in zip("ABCD", values, strict=False)
    ) + "</div>"  # fmt: skip


def _question(question: int, kind: str) -> str:
    return f"""<form method="post" action="/save/{question}">
<fieldset class="question" id="q-{question}" data-question="{question}" data-number="{question}" data-kind="{kind}">
<legend><span class="question-number">{question}.</span> <span class="question-stem">公共图书馆应当（　）。</span>
<span class="marks">（1 分）</span> <span class="state">○ 未答</span></legend>{_inputs(question, kind)}
<p class="field-error" role="alert" hidden></p>
<p class="question-tools"><button type="button" class="btn flag js-only" aria-pressed="false">⚑ 标记</button>
<button type="button" class="btn clear js-only">清除</button> <button class="btn no-js">保存这一题</button></p>
</fieldset></form>"""


def _cell(question: int) -> str:
    return f"""<li><a class="cell" href="#q-{question}" data-cell="{question}"><span class="cell-number">{question}</span>
<span class="cell-mark" aria-hidden="true">○</span><span class="cell-word visually-hidden">未答</span></a></li>"""


def page(sitting: "Sitting", *, readonly: bool, theme: str) -> str:
    """The sitting as the server writes it."""
    writer = "" if readonly else sitting.writer
    return f"""<!doctype html><html lang="zh-CN" data-bs-theme="{theme or "light"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>考试</title>
<link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/static/vendor/@tabler-core@1.6.1/tabler.min.css">
<link rel="stylesheet" href="/static/zhixing.css"><link rel="stylesheet" href="/static/exam.css">
{SCRIPTS}</head>
<body><main id="main" class="container-xl"><h1 class="visually-hidden">模拟考试</h1>
<div id="sitting" class="sitting" data-attempt="17" data-key="{sitting.key}" data-writer="{writer}"
 data-readonly="{str(readonly).lower()}" data-csrf="{sitting.csrf}" data-save="/save" data-hand-in="/hand-in"
 data-claim="/claim" data-result="/result" data-deadline-ms="{sitting.deadline_ms}">
<script type="application/json" id="saved">{json.dumps({"answers": sitting.saved()})}</script>
<script type="application/json" id="sayings">{json.dumps(SAYINGS)}</script>
<div class="sitting-head"><p class="sitting-title">公共图书馆法 模拟考试</p>
<p class="sitting-time">剩余 <span id="timer" role="timer" aria-live="off">60:00</span></p>
<div id="strip" class="strip"><span id="strip-text"></span><span id="strip-memory" hidden>交卷前不要关这一页</span>
<button type="button" id="retry" class="btn" hidden>立即重试</button><a id="sign-in" class="btn" href="/sign-in" hidden>登录</a>
<button type="button" id="claim" class="btn" hidden>在此设备继续</button>
<button type="button" id="export" class="btn" hidden>导出答卷</button></div></div>
<p id="announce" class="visually-hidden" aria-live="polite"></p>
<div class="sitting-body"><div class="questions">{"".join(_question(q, kind) for q, kind in KINDS.items())}</div>
<aside aria-label="答题卡"><details class="answer-card" open><summary>答题卡</summary>
<ol class="cells">{"".join(map(_cell, KINDS))}</ol>
<ul class="card-legend"><li>○ 未答</li><li>◐ 本机已记</li><li>● 服务器已存</li><li>⚑ 标记</li></ul></details></aside></div>
<div class="pager"><button type="button" id="previous" class="btn step js-only">上一题</button>
<button type="button" id="next" class="btn step js-only">下一题</button>
<button type="button" id="hand-in" class="btn btn-primary js-only">交卷</button></div>
<dialog id="check" aria-labelledby="check-title"><h2 id="check-title">交卷前看一下</h2><p id="check-empty"></p>
<div data-group hidden><h3>没有作答</h3><ol id="check-unanswered" class="check-list"></ol></div>
<div data-group hidden><h3>做了标记</h3><ol id="check-flagged" class="check-list"></ol></div>
<div data-group hidden><h3>还没送到服务器</h3><ol id="check-unsaved" class="check-list"></ol></div>
<p id="check-said" role="status"></p><button type="button" class="btn" data-dismiss="#check">继续答题</button>
<button type="button" id="confirm-hand-in" class="btn btn-primary">确认交卷</button></dialog>
<dialog id="export-box" aria-labelledby="export-title"><h2 id="export-title">导出答卷</h2>
<textarea id="export-text" aria-label="答卷" readonly></textarea>
<a id="export-link" class="btn" download="answers.json">存成文件</a>
<button type="button" class="btn" data-dismiss="#export-box">关闭</button></dialog>
</div></main></body></html>"""


def result(sitting: "Sitting") -> str:
    """The page after the sitting, which hands over what a device could not send in time."""
    return f"""<!doctype html><title>result</title>{SCRIPTS}<p id="result">{sitting.receipt}</p>
<div id="sitting" data-state="closed" data-attempt="17" data-key="{sitting.key}" data-writer="{sitting.writer}"
 data-csrf="{sitting.csrf}" data-save="/save" hidden></div>"""
