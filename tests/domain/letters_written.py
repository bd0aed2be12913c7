"""Letters made by hand, for what is done with them."""

from datetime import date

from desktop.domain.attachments import Attachment, Came
from desktop.domain.letters import LetterForm
from desktop.domain.written_letter import LetterExhibit, Part, PartKind, Run, WrittenLetter


def written(
    *parts: tuple[PartKind, str, str],
    exhibits: int = 0,
    form: LetterForm = LetterForm.LETTER,
    masked: bool = False,
) -> WrittenLetter:
    """A letter of parts, each with its mark and its words, and with some exhibits."""
    return WrittenLetter(
        letter="t-aaaaa",
        title="投诉书",
        form=form,
        parts=tuple(Part(kind, (Run(text),), mark) for kind, mark, text in parts),
        exhibits=tuple(map(exhibit, range(1, exhibits + 1))),
        missing=(),
        cited=(),
        dates=(date(2026, 11, 18),),
        unproven=(),
        gone=(),
        masked=masked,
    )


def exhibit(number: int) -> LetterExhibit:
    """A file of the list; every seventh has a long name."""
    name = f"微信截图_{number}.jpg" if number % 7 else "名字特别长的录音" * 12 + f"{number}.m4a"
    file = Attachment(
        id=f"a{number}",
        sha256=f"{number * 7919:064x}",
        name=name,
        size=123_456 * number,
        type="image/jpeg",
        added="2026-11-20T00:00:00+00:00",
        came=Came.CHOSEN,
    )
    return LetterExhibit(number, file, name)


def usual(exhibits: int = 2, story: str = "他打给了我妈妈。", name: str = "张三") -> WrittenLetter:
    """A letter with every kind of part."""
    rows = [(PartKind.EXHIBIT_ROW, f"证据{n}", exhibit(n).name) for n in range(1, exhibits + 1)]
    return written(
        (PartKind.TITLE, "", "投诉书"),
        (PartKind.RECIPIENT, "", "某某监管局："),
        (PartKind.HEADING, "", "一、请求"),
        (PartKind.POINT, "1.", "停止联系和借款无关的亲友、同事，并把处理结果书面告诉我。"),
        (PartKind.POINT, "2.", "说明受托机构的名称。"),
        (PartKind.HEADING, "", "二、事实"),
        (PartKind.PARAGRAPH, "", "2026年11月18日共来电14次。（证据1、2）"),
        (PartKind.PARAGRAPH, "", story),
        (PartKind.HEADING, "", "三、证据"),
        *rows,
        (PartKind.BOX, "", "以上属实。"),
        (PartKind.SIGNATURE, "", f"投诉人：{name}"),
        (PartKind.SIGNATURE, "", "2026年11月22日"),
        exhibits=exhibits,
    )
