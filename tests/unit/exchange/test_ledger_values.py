from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledger import Column, LedgerCard, LedgerRules, Reason, Rejection
from app.domain.ledger_values import (
    Normalisation,
    clean_code,
    clean_text,
    read_amount,
    read_date,
    read_quantity,
    read_years,
)
from app.domain.money import split

CUT_OFF = date(2026, 6, 30)
GOOD = {
    Column.CARD_NUMBER: "37088320200107000001",
    Column.NAME: "服务器",
    Column.CATEGORY_CODE: "A02010104",
    Column.QUANTITY: 3.0,
    Column.VALUE: 100.0,
    Column.DEPRECIATION: 33.33,
    Column.ACQUIRED_ON: date(2020, 1, 7),
    Column.SERVICE_YEARS: 6.0,
    Column.USE_STATE: "闲置",
    Column.KEEPER: "孔令䶮",
}


def rules(**options):
    return LedgerRules(**({"cut_off": CUT_OFF, "typed": True} | options))


def cells(changes=None):
    found = GOOD | (changes or {})
    return tuple(found.get(column, "") for column in Column)


@pytest.mark.parametrize(
    ("text", "expected", "marks"),
    [
        (" 文件柜\xa0", "文件柜", {Normalisation.SPACES}),
        ("文件\n柜\r\n", "文件柜", {Normalisation.LINE_BREAK}),
        ("MP \n 3055SP", "MP 3055SP", {Normalisation.LINE_BREAK}),
        ("ＮＦ５２８０　Ｍ６", "NF5280 M6", {Normalisation.FULL_WIDTH}),
        ("（主楼），一层", "（主楼），一层", set()),
        ("孔\u200b令\u202e䶮", "孔令䶮", {Normalisation.INVISIBLE}),
        ('=HYPERLINK("x","y")', '=HYPERLINK("x","y")', {Normalisation.FORMULA_LIKE}),
        ("㛃䶮𬍛𫖯𠅤", "㛃䶮𬍛𫖯𠅤", set()),
        ("-", "-", set()),
    ],
)
def test_free_text_is_put_right(text, expected, marks):
    cleaned, found = clean_text(text)
    assert cleaned == expected
    assert set(found) == marks


MESSY = st.text(alphabet=st.one_of(st.sampled_from(" \t\n\r\u3000\xa0\u200b\ufeff＝=+Ａ１，柜a"), st.characters()))


@given(MESSY)
def test_cleaned_text_is_clean(text):
    for clean in (clean_text, clean_code):
        once, _ = clean(text)
        assert clean(once)[0] == once
        assert set(clean(once)[1]) <= {Normalisation.FORMULA_LIKE}
        assert once == once.strip()


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_amounts_come_back_to_the_fen_in_every_form(fen):
    plain = f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
    grouped = f"{Decimal(plain):,.2f}"
    assert read_amount(plain, typed=False) == (fen, None)
    assert read_amount(plain, typed=True) == (fen, Normalisation.AMOUNT_TEXT)
    assert read_amount(float(plain), typed=True) == (fen, None)
    assert read_amount(grouped, typed=True) == (fen, Normalisation.AMOUNT_TEXT)
    assert read_amount(f"¥{grouped}", typed=False) == (fen, Normalisation.CURRENCY_SIGN)


@given(st.decimals(min_value=0, max_value=10**9, places=5))
def test_computed_amounts_round_as_excel_shows_them(yuan):
    fen, mark = read_amount(float(yuan), typed=True)
    assert fen == int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP))
    assert (mark is None) == (yuan * 100 == int(yuan * 100))


@pytest.mark.parametrize("cell", ["—", "待定", "", "1.2.3", "1,23", "1.005", 1e300, float("inf"), True, "九"])
def test_what_is_no_amount(cell):
    with pytest.raises(ValueError, match="not"):
        read_amount(cell, typed=True)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_dates_come_back_in_every_form(day):
    y, m, d = day.year, day.month, day.day
    forms = {
        f"{y}年{m}月{d}日": Normalisation.DATE_CHINESE,
        f"{y:04d}{m:02d}{d:02d}": Normalisation.DATE_COMPACT,
        f"{y}.{m}.{d}": Normalisation.DATE_DOTTED,
        f"{y}/{m}/{d}": Normalisation.DATE_ISO,
        day.isoformat(): Normalisation.DATE_ISO,
    }
    for text, mark in forms.items():
        assert read_date(text, typed=True) == (day, mark)
    assert read_date(day.isoformat(), typed=False) == (day, None)
    assert read_date(float(f"{y:04d}{m:02d}{d:02d}"), typed=True) == (day, Normalisation.DATE_COMPACT)
    assert read_date(datetime(y, m, d, 8, 30), typed=True) == (day, None)  # noqa: DTZ001  sheets know no zone
    if y >= 1930:
        serial = float((day - date(1899, 12, 30)) / timedelta(days=1))
        assert read_date(serial, typed=True) == (day, Normalisation.DATE_SERIAL)


@pytest.mark.parametrize(
    "cell", ["2019-02-30", "不详", "", "2019", 2019.0, "2019.13.1", "0020-01-01", date(1899, 12, 31)]
)
def test_what_is_no_date(cell):
    with pytest.raises(ValueError):  # noqa: PT011  datetime's own words, or ours
        read_date(cell, typed=True)


@pytest.mark.parametrize(("cell", "expected"), [(1.0, 1), ("5", 5), ("２", 2), (10_000, 10_000)])
def test_quantities(cell, expected):
    assert read_quantity(cell, typed=False) == (expected, None)


@pytest.mark.parametrize("cell", [0.0, -1.0, 2.5, "若干", "", True, 10_001, 1e30, "5台", date(2020, 1, 1)])
def test_what_is_no_quantity(cell):
    with pytest.raises(ValueError, match="not a quantity"):
        read_quantity(cell, typed=False)


def test_service_lives():
    assert [read_years(cell) for cell in (6.0, "6", "15年", "")] == [6, 6, 15, None]
    for cell in ("长期", 0.0, 6.5, 1000.0):
        with pytest.raises(ValueError, match="not a service life"):
            read_years(cell)


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({Column.CARD_NUMBER: " \n"}, Column.CARD_NUMBER, Reason.NUMBER_MISSING),
        ({Column.CARD_NUMBER: 3.7088320200107e19}, Column.CARD_NUMBER, Reason.NUMBER_CUT),
        ({Column.CARD_NUMBER: "3.70883E+19"}, Column.CARD_NUMBER, Reason.NUMBER_CUT),
        ({Column.NAME: "\u3000"}, Column.NAME, Reason.NAME_MISSING),
        ({Column.CATEGORY_CODE: "无"}, Column.CATEGORY_CODE, Reason.CODE_MALFORMED),
        ({Column.QUANTITY: ""}, Column.QUANTITY, Reason.QUANTITY_INVALID),
        ({Column.VALUE: 0.0}, Column.VALUE, Reason.VALUE_INVALID),
        ({Column.VALUE: -1200.0}, Column.VALUE, Reason.VALUE_INVALID),
        ({Column.VALUE: 0.004}, Column.VALUE, Reason.VALUE_INVALID),
        ({Column.DEPRECIATION: 100.01}, Column.DEPRECIATION, Reason.DEPRECIATION_EXCEEDS),
        ({Column.DEPRECIATION: -1.0}, Column.DEPRECIATION, Reason.DEPRECIATION_INVALID),
        ({Column.DEPRECIATION: "无"}, Column.DEPRECIATION, Reason.DEPRECIATION_INVALID),
        ({Column.ACQUIRED_ON: date(2026, 7, 1)}, Column.ACQUIRED_ON, Reason.DATE_INVALID),
        ({Column.ACQUIRED_ON: "2019-02-30"}, Column.ACQUIRED_ON, Reason.DATE_INVALID),
        ({Column.USE_STATE: ""}, Column.USE_STATE, Reason.USE_STATE_UNKNOWN),
    ],
)
def test_a_faulty_row_says_which_cell_and_why(changes, column, reason):
    judge = rules()
    result = judge.read(7, cells(changes))
    assert isinstance(result, Rejection)
    assert (result.row, result.column, result.reason) == (7, column, reason)
    assert not judge.normalised


def test_the_second_card_of_a_number_is_rejected_however_it_is_written():
    judge = rules()
    assert isinstance(judge.read(1, cells()), LedgerCard)
    again = judge.read(2, cells({Column.CARD_NUMBER: " ３７０８８３２０２００１０７０００００１"}))
    assert again.reason is Reason.NUMBER_REPEATED


def test_a_number_repeats_a_row_that_was_rejected_too():
    judge = rules()
    assert judge.read(1, cells({Column.NAME: ""})).reason is Reason.NAME_MISSING
    assert judge.read(2, cells()).reason is Reason.NUMBER_REPEATED


def test_an_acquisition_on_the_cut_off_is_good():
    assert rules().read(1, cells({Column.ACQUIRED_ON: CUT_OFF})).acquired_on == CUT_OFF


def test_an_unlisted_code_and_an_unreadable_life_only_warn():
    judge = rules(known_codes={(2022, "A02010105")})
    card = judge.read(4, cells({Column.SERVICE_YEARS: "长期"}))
    assert card.service_years is None
    assert [(warn.row, warn.column) for warn in judge.warnings] == [
        (4, Column.CATEGORY_CODE),
        (4, Column.SERVICE_YEARS),
    ]


CARDS = st.fixed_dictionaries(
    {
        Column.NAME: MESSY,
        Column.MODEL: MESSY,
        Column.REMARK: MESSY,
        Column.CATEGORY_CODE: st.sampled_from(["A02010104", "２０１０１０４", " a05010201"]),
        Column.QUANTITY: st.one_of(st.integers(1, 10_000).map(float), st.just("12")),
        Column.VALUE: st.one_of(st.floats(1, 1e9), st.sampled_from(["¥1,234.50", "88", "1,000元"])),
        Column.DEPRECIATION: st.floats(0, 1),
        Column.ACQUIRED_ON: st.sampled_from(["2020年1月7日", "20200107", 43837.0, date(2020, 1, 7), ""]),
        Column.USE_STATE: st.sampled_from(["在库", " 使用中", "出借", "待报废\n"]),
    }
)


@given(CARDS)
def test_a_normalised_card_normalises_to_itself(changes):
    first = rules().read(9, cells(changes))
    if isinstance(first, Rejection):
        assert first.reason is Reason.NAME_MISSING
        return
    known = first._asdict()
    known |= {"value": first.value_fen / 100, "depreciation": first.depreciation_fen / 100}
    known |= {"acquired_on": first.acquired_on or "", "quantity": float(first.quantity)}
    judge = rules()
    assert judge.read(9, tuple(known[column] for column in Column)) == first
    assert set(judge.normalised) <= {Normalisation.FORMULA_LIKE, Normalisation.CODE_2010}


@given(st.integers(1, 10**13), st.integers(1, 10_000))
def test_the_pieces_of_a_card_add_up_to_its_value(fen, quantity):
    card = rules().read(1, cells({Column.VALUE: fen / 100, Column.QUANTITY: float(quantity), Column.DEPRECIATION: 0.0}))
    pieces = split(card.value_fen, card.quantity)
    assert sum(pieces) == card.value_fen == fen
    assert len(pieces) == quantity
    assert max(pieces) - min(pieces) <= 1
