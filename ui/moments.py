"""Times and dates as people say them, with the exact one at hand for the tool tip."""

from datetime import UTC, date, datetime

from app.services.operations import CHINA
from ui.i18n import language, tr


def ago(moment: datetime, now: datetime | None = None) -> str:
    """Say how long ago an aware instant was: `3 h ago`, `3 小时前`; a date where it is over 30 days."""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    if seconds < -60:
        return exact(moment)
    if seconds < 60:
        return tr("just now")
    if seconds < 3600:
        return tr("{n} min ago").format(n=int(seconds // 60))
    if seconds < 86400:
        return tr("{n} h ago").format(n=int(seconds // 3600))
    if seconds < 30 * 86400:
        return tr("{n} d ago").format(n=int(seconds // 86400))
    return say_date(moment.astimezone(CHINA).date())


def exact(moment: datetime) -> str:
    """The instant to the second, by the clock on the wall in all of China, for the tool tip: `2026-11-22 09:05:00`."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def say_date(day: date) -> str:
    """A date in full: `2026年11月22日` or `2026-11-22` (ISO 8601, GB/T 7408.1-2023)."""
    if language() == "zh_CN":
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat()


def say_duration(seconds: float) -> str:
    """A rough length of time for what is still to come: `40 s`, `3 min`, `2 h 5 min`."""
    whole = max(1, round(seconds))
    if whole < 60:
        return tr("{n} s").format(n=whole)
    if whole < 3600:
        return tr("{n} min").format(n=round(whole / 60))
    return tr("{h} h {m} min").format(h=whole // 3600, m=whole % 3600 // 60)
