"""The page of a bundle for a browser: one file, no scripts, nothing from elsewhere; and its tables.

Everything that was written by somebody is escaped, also for programs that take the beginning of a
cell for a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape

from desktop.domain import bundle_words as words
from desktop.domain.bundle import Case, Placed, fields
from desktop.domain.paper import day_words

_SHOWN = (".jpg", ".png")
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_MOST_DIGITS = 11
"""Of a number that office programs write out; of longer ones they lose digits."""
_STYLE = """
body{font-family:"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:#1c2522;
margin:24px auto;max-width:1100px;padding:0 16px;line-height:1.6}
h1,h2{color:#0b655e}table{border-collapse:collapse;width:100%;font-size:14px}
th,td{border:1px solid #dfe6e4;padding:6px 8px;text-align:left;vertical-align:top;
word-wrap:break-word}
th{background:#e9f4f2}code{background:#f2f5f4;padding:2px 4px;word-break:break-all}
img{max-width:220px;max-height:220px}.note{color:#56635f}.turn{width:220px;height:220px;
display:table-cell;vertical-align:middle;text-align:center}
@media print{body{margin:0;max-width:none}}
"""


def index_page(case: Case, placed: Sequence[Placed], pages: Sequence[int]) -> bytes:
    """The page: cover, list, files, events, and how to check.

    Args:
        case: What the bundle tells.
        placed: What became of its files.
        pages: On which page of the PDF each event stands.
    """
    inside, outside = fields(case.level, masked_=case.masked)
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{words.TITLE}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{words.TITLE}</h1><p>{day_words(case.made.date())} 整理</p>",
        _points(words.counts(case, placed)),
        '<p>可以打印的封面、目录和经过：<a href="data/list.pdf">list.pdf</a>。',
        '表格：<a href="data/list.csv">list.csv</a>、<a href="data/events.csv">events.csv</a></p>',
        f"<h2>这份材料怎么交的：{escape(words.level(case))}</h2>",
        f"<p>有：</p>{_points(inside)}<p>没有：</p>{_points(outside)}",
        *(f'<p class="note">{escape(text)}</p>' for text in words.notes(case)),
        f"<h2>{words.LIST_TITLE}</h2>",
        _table(words.LIST_HEAD, words.list_rows(case, placed, pages)),
        "<h2>文件和校验值</h2>",
        _files(placed),
        f"<h2>{words.TIMELINE_TITLE}</h2>",
        _table(words.TIMELINE_HEAD, words.timeline_rows(case)),
        "<h2>怎么核对文件没有改过</h2>",
        *(_check(line) for line in words.check_lines(placed)),
        f'<p class="note">{words.FOOT}</p></body></html>\n',
    ]
    return "".join(parts).encode()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table that an office program opens with a double click."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_me(placed: Sequence[Placed]) -> bytes:
    """The short text beside it, which also an old editor shows rightly."""
    lines = (
        "用浏览器打开 index.html，就能看到目录和文件，不用联网。",
        "",
        *words.check_lines(placed),
        "",
        words.FOOT,
    )
    return b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode()


def _cell(text: str) -> str:
    if text.isdecimal() and len(text) > 1 and (text[0] == "0" or len(text) > _MOST_DIGITS):
        return f"{text}\t"  # With something behind it, it is a text and not an amount.
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _points(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    names = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{names}</tr>{lines}</table>"


def _check(line: str) -> str:
    if line.startswith("certutil"):
        return f"<p><code>{escape(line)}</code></p>"
    return f"<p>{escape(line)}</p>"


def _files(placed: Sequence[Placed]) -> str:
    names = "".join(f"<th>{name}</th>" for name in (*words.HASH_HEAD, "交来的文件的校验值"))
    lines = "".join(map(_file, placed))
    return f"<table><tr>{names}</tr>{lines}</table>"


def _file(one: Placed) -> str:
    exhibit = one.exhibit
    shown = escape(one.file.rpartition("/")[2]) or "没有放进来"
    if one.file:
        shown = f'<a href="{escape(one.file)}">{shown}</a>{_picture(one)}'
    return (
        f"<tr><td>{exhibit.number}</td><td>{shown}</td>"
        f"<td><code>{exhibit.attachment.sha256}</code></td><td>{escape(words.state(one))}</td>"
        f"<td><code>{one.sha256}</code></td></tr>"
    )


def _picture(one: Placed) -> str:
    """The picture itself where every browser can show it, and nobody asked to cover it."""
    if one.exhibit.attachment.covered:
        return "<br>内容可能让人难受，点名字才打开。"
    if not one.file.endswith(_SHOWN):
        return ""
    alt = escape(one.exhibit.name)
    image = f'<img src="{escape(one.file)}" alt="{alt}" loading="lazy"'
    if not one.turn and not one.mirrored:
        return f"<br>{image}>"
    mirror = " scaleX(-1)" if one.mirrored else ""
    style = f"transform:rotate({one.turn}deg){mirror}"
    return f'<div class="turn">{image} style="{style}"></div>'
