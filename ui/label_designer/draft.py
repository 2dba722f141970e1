"""A template while it is drawn: what is marked, what can be taken back. No Qt; lengths in mm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from printing.labels.template import Element, LineBox, Template, extent, read_template, template_json

Side = Literal["left", "center", "right", "top", "middle", "bottom"]
_MOST_STEPS = 200


@dataclass(slots=True)
class Draft:
    """Always a template that could be printed: what would make it another is refused with Invalid, and nothing changes.

    `marked` are numbers of elements, the one marked first at the head.
    """

    template: Template
    marked: tuple[int, ...] = ()
    _before: list[Template] = field(default_factory=list)
    _after: list[Template] = field(default_factory=list)
    _held: Template | None = None

    # Marking

    def mark(self, number: int, *, add: bool = False) -> None:
        """Mark an element alone; `add` marks it beside the others, or takes its mark away."""
        if not add:
            self.marked = (number,)
        elif number in self.marked:
            self.marked = tuple(one for one in self.marked if one != number)
        else:
            self.marked = (*self.marked, number)

    def mark_next(self, step: int) -> None:
        """The element after the first marked one in drawing order, or before it with -1."""
        count = len(self.template.elements)
        start = self.marked[0] if self.marked else (-1 if step > 0 else count)
        self.marked = ((start + step) % count,)

    def at(self, x: float, y: float, reach: float = 0.6) -> int | None:
        """The uppermost element at that place; thin ones are met within `reach` mm."""
        for number in reversed(range(len(self.template.elements))):
            left, top, right, bottom = extent(self.template.elements[number])
            if left - reach <= x <= right + reach and top - reach <= y <= bottom + reach:
                return number
        return None

    def box(self, numbers: Iterable[int] | None = None) -> tuple[float, float, float, float]:
        """Left, upper, right and lower edge around those elements (None: the marked ones)."""
        extents = [extent(self.template.elements[one]) for one in (self.marked if numbers is None else numbers)]
        lefts, tops, rights, bottoms = zip(*extents, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    # Changing

    def shift(self, dx: float, dy: float) -> None:
        """Move what is marked, as far as the label reaches."""
        if not self.marked:
            return
        left, top, right, bottom = self.box()
        dx = min(max(dx, -left), self.template.width - right)
        dy = min(max(dy, -top), self.template.height - bottom)
        self._put({one: shifted(self.template.elements[one], dx, dy) for one in self.marked})

    def stretch(self, dx: float, dy: float) -> None:
        """Move the lower right corner of the one that is marked."""
        if len(self.marked) != 1:
            return
        number = self.marked[0]
        element = self.template.elements[number]
        _left, _top, right, bottom = extent(element)
        dx, dy = min(dx, self.template.width - right), min(dy, self.template.height - bottom)
        if isinstance(element, LineBox):
            self.change(number, x2=_mm(element.x2 + dx), y2=_mm(element.y2 + dy))
        else:
            width, height = max(0.5, element.width + dx), max(0.5, element.height + dy)
            self.change(number, width=_mm(width), height=_mm(height))

    def align(self, side: Side) -> None:
        """Bring what is marked to that side of the first one marked; one alone, to that side of the label."""
        if not self.marked:
            return
        first, *rest = self.marked
        whole = (0.0, 0.0, self.template.width, self.template.height)
        goal = extent(self.template.elements[first]) if rest else whole
        moved = {}
        for number in rest or [first]:
            element = self.template.elements[number]
            left, top, right, bottom = extent(element)
            dx = {"left": goal[0] - left, "right": goal[2] - right, "center": (goal[0] + goal[2] - left - right) / 2}
            dy = {"top": goal[1] - top, "bottom": goal[3] - bottom, "middle": (goal[1] + goal[3] - top - bottom) / 2}
            moved[number] = shifted(element, dx.get(side, 0.0), dy.get(side, 0.0))
        self._put(moved)

    def change(self, number: int, **values: Any) -> None:
        """Other values for an element. Raises Invalid("template.wrong")."""
        self._put({number: msgspec.structs.replace(self.template.elements[number], **values)})

    def change_label(self, **values: Any) -> None:
        """Other values for the label itself: title, width, height, dots_per_inch, media. Raises Invalid."""
        self._set(msgspec.structs.replace(self.template, **values))

    def add(self, element: Element) -> None:
        """Draw it over all others, and mark it alone. Raises Invalid."""
        self._set(msgspec.structs.replace(self.template, elements=(*self.template.elements, element)))
        self.marked = (len(self.template.elements) - 1,)

    def copy_marked(self) -> None:
        """The marked ones once more, a little lower where there is room."""
        if not self.marked:
            return
        _left, _top, right, bottom = self.box()
        dx = min(1.0, self.template.width - right)
        dy = min(1.0, self.template.height - bottom)
        count = len(self.template.elements)
        copies = tuple(shifted(self.template.elements[one], dx, dy) for one in self.marked)
        self._set(msgspec.structs.replace(self.template, elements=(*self.template.elements, *copies)))
        self.marked = tuple(range(count, count + len(copies)))

    def remove_marked(self) -> None:
        """Raises Invalid where nothing would be left."""
        rest = tuple(one for number, one in enumerate(self.template.elements) if number not in self.marked)
        self._set(msgspec.structs.replace(self.template, elements=rest))
        self.marked = ()

    # Drags are one step, however many places they pass

    def hold(self) -> None:
        """From here on changes are one step, until `let_go`."""
        self._held = self.template

    def let_go(self) -> None:
        before, self._held = self._held, None
        if before is not None and before != self.template:
            self._keep(before)

    def back_to_hold(self) -> None:
        """The template as it was when it was held, still held."""
        if self._held is not None:
            self.template = self._held

    # The way back

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def undo(self) -> None:
        if self._before:
            self._after.append(self.template)
            self.template = self._before.pop()
            self._forget_marks()

    def redo(self) -> None:
        if self._after:
            self._before.append(self.template)
            self.template = self._after.pop()
            self._forget_marks()

    # Inside

    def _put(self, elements: dict[int, Element]) -> None:
        changed = tuple(elements.get(number, one) for number, one in enumerate(self.template.elements))
        self._set(msgspec.structs.replace(self.template, elements=changed))

    def _set(self, template: Template) -> None:
        if template == self.template:
            return
        checked = read_template(template_json(template))
        if self._held is None:
            self._keep(self.template)
        self.template = checked

    def _keep(self, before: Template) -> None:
        self._before = [*self._before[1 - _MOST_STEPS :], before]
        self._after.clear()

    def _forget_marks(self) -> None:
        self.marked = tuple(one for one in self.marked if one < len(self.template.elements))


def shifted(element: Element, dx: float, dy: float) -> Element:
    """The element elsewhere, its place in hundredths of a millimetre."""
    if isinstance(element, LineBox):
        return msgspec.structs.replace(
            element,
            x1=_mm(element.x1 + dx),
            y1=_mm(element.y1 + dy),
            x2=_mm(element.x2 + dx),
            y2=_mm(element.y2 + dy),
        )
    return msgspec.structs.replace(element, x=_mm(element.x + dx), y=_mm(element.y + dy))


def snap(draft: Draft, dx: float, dy: float, reach: float = 0.7, grid: float = 0.5) -> tuple[float, float]:
    """How far to move what is marked instead of (dx, dy), so that an edge or a middle of it meets one of another
    element or of the label within `reach` mm, else the grid of `grid` mm.
    """
    left, top, right, bottom = draft.box()
    others = [extent(one) for number, one in enumerate(draft.template.elements) if number not in draft.marked]
    others.append((0.0, 0.0, draft.template.width, draft.template.height))
    columns = [at for one in others for at in (one[0], (one[0] + one[2]) / 2, one[2])]
    rows = [at for one in others for at in (one[1], (one[1] + one[3]) / 2, one[3])]
    return (
        _snap(dx, (left, (left + right) / 2, right), columns, reach, grid),
        _snap(dy, (top, (top + bottom) / 2, bottom), rows, reach, grid),
    )


def _snap(delta: float, own: tuple[float, ...], others: Iterable[float], reach: float, grid: float) -> float:
    near = min(((other - (mine + delta), other) for other in others for mine in own), key=lambda one: abs(one[0]))
    if abs(near[0]) <= reach:
        return delta + near[0]
    return round((own[0] + delta) / grid) * grid - own[0]


def _mm(length: float) -> float:
    return round(max(length, 0.0), 2)
