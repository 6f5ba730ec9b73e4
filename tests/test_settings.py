from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker import places
from tracker.errors import InvalidInput
from tracker.settings import ArticleSettings, DateSettings, ScreenSettings, Settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_everything_is_as_it_comes(file: Path) -> None:
    assert read_settings(file) == Settings()


def test_the_users_own_file_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "settings_file", lambda: file)
    file.write_text("[dates]\nreview_after_days = 7\n", encoding="utf-8")
    assert read_settings().dates.review_after_days == 7


def test_every_setting_can_be_chosen(file: Path) -> None:
    file.write_text(
        """
        [dates]
        hemisphere = "south"
        week_start = "sunday"
        day_first = true
        fiscal_year_start = 10
        review_after_days = 14
        seasons = {spring = 2, summer = 5, autumn = 8, winter = 11}
        fuzzy_days = {hour = 2, day = 3, week = 14}
        fuzzy_months = {month = 3, quarter = 6, year = 24, decade = 120}
        [dates.named_days]
        election = 2027-04-11
        "the summer recess" = "2027-07-21/2027-09-01"
        """,
        encoding="utf-8",
    )
    assert read_settings(file).dates == DateSettings(
        hemisphere="south",
        week_start="sunday",
        day_first=True,
        fiscal_year_start=10,
        review_after_days=14,
        seasons={"spring": 2, "summer": 5, "autumn": 8, "winter": 11},
        fuzzy_days={"hour": 2, "day": 3, "week": 14},
        fuzzy_months={"month": 3, "quarter": 6, "year": 24, "decade": 120},
        named_days={"election": "2027-04-11", "the summer recess": "2027-07-21/2027-09-01"},
    )


def test_what_a_table_leaves_out_stays_as_it_is(file: Path) -> None:
    file.write_text("[dates.seasons]\nautumn = 8\n[dates.fuzzy_days]\nweek = 21\n", encoding="utf-8")
    read = read_settings(file).dates
    assert read.seasons == {"spring": 3, "summer": 6, "autumn": 8, "winter": 12}
    assert read.fuzzy_days == {"hour": 1, "day": 7, "week": 21}
    assert read.fuzzy_months == DateSettings().fuzzy_months


def test_the_screens_can_be_chosen(file: Path) -> None:
    file.write_text('[screens]\ntheme = "nord"\ncolumns = ["claim", "due"]\n', encoding="utf-8")
    assert read_settings(file).screens == ScreenSettings("nord", ("claim", "due"))


def test_redirects_into_the_own_network_can_be_allowed(file: Path) -> None:
    assert not Settings().articles.allow_private_redirects
    file.write_text("[articles]\nallow_private_redirects = true\n", encoding="utf-8")
    assert read_settings(file).articles == ArticleSettings(allow_private_redirects=True)


@pytest.mark.parametrize(
    "text", ['[keys]\n"claims.add" = "n"\n', "[keys]\nclaims.add = 'n'\n", "[keys.claims]\nadd = 'n'\n"]
)
def test_the_keys_of_an_action_are_read_with_its_name_quoted_or_not(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert read_settings(file).keys == {"claims.add": "n"}


def test_weekdays_are_counted_as_iso_counts() -> None:
    assert [DateSettings(week_start=day).first_weekday for day in ("monday", "saturday", "sunday")] == [1, 6, 7]


WRONG = [
    ('[dates]\nhemisphere = "east"', '“dates.hemisphere” cannot be \'east\': it is one of "north", "south".'),
    ("[dates]\nhemisphere = 1", "“dates.hemisphere” cannot be 1: it is one of"),
    ('[dates]\nweek_start = "Monday"', '“dates.week_start” cannot be \'Monday\': it is one of "monday", "tuesday"'),
    ("[dates]\nfiscal_year_start = 13", "“dates.fiscal_year_start” cannot be 13: it is a whole number from 1 to 12."),
    ("[dates]\nfiscal_year_start = true", "cannot be True: it is a whole number from 1 to 12."),
    ("[dates]\nfiscal_year_start = 1.0", "cannot be 1.0: it is a whole number from 1 to 12."),
    ("[dates]\nreview_after_days = 0", "“dates.review_after_days” cannot be 0: it is a whole number from 1 to 3650."),
    ('[dates]\nreview_after_days = "30"', "cannot be '30': it is a whole number"),
    ("[dates.seasons]\nsummer = 0", "“dates.seasons.summer” cannot be 0"),
    ("[dates.seasons]\nrainy = 6", "no setting “rainy” in [dates.seasons]: there are spring, summer, autumn, winter."),
    ("[dates]\nseasons = [3, 6, 9, 12]", "“dates.seasons” must be a table of settings: spring, summer"),
    ("[dates.fuzzy_days]\nmonth = 90", "no setting “month” in [dates.fuzzy_days]: there are hour, day, week."),
    ("[dates.fuzzy_months]\nyear = 1201", "it is a whole number from 1 to 1200"),
    *(
        (
            f"[dates.named_days]\nvote = {value}",
            f"“dates.named_days.vote” cannot be {shown}: it is a day, such as 2027-04-11, or",
        )
        for value, shown in (
            *(("'May'", "'May'"), ("'2027-09-01/2027-07-21'", "'2027-09-01/2027-07-21'"), ("7", "7")),
            *(("'2027-02-30'", "'2027-02-30'"), ("'1812-01-01'", "'1812-01-01'"), ("''", "''")),
            *(("'2027-01-01/2027-01-02/2027-01-03'", "'2027-01-01/2027-01-02/2027-01-03'"), ("{a = 1}", "{'a': 1}")),
        )
    ),
    ("[dates]\nnamed_days = 1", '“dates.named_days” must be a table, such as "the next election" = "2027-04-11".'),
    ("[dates.named_days]\n2028 = '2027-04-11'", "“2028” in [dates.named_days] is no name: a name has letters."),
    ("[dates]\nhemisfere = 'north'", "no setting “hemisfere” in [dates]: there are hemisphere, week_start"),
    ("[colours]\nred = 1", "no setting “colours” at the top: there are dates, articles, screens, keys."),
    ("[screens]\ntheme = 7", "“screens.theme” cannot be 7: it is a text of at most 100 characters."),
    (f"[screens]\ntheme = '{'x' * 101}'", "“screens.theme” cannot be 'xxx"),
    (
        '[screens]\ncolumns = ["status", "price"]',
        "“screens.columns” cannot hold 'price': there are status, due, speaker, claim, source, said, kind, subject, id",
    ),
    ("[screens]\ncolumns = [[1]]", "“screens.columns” cannot hold [1]: there are status"),
    ('[screens]\ncolumns = "due"', '“screens.columns” cannot be \'due\': it is a list, such as ["status", "due"].'),
    ("[screens]\ncolour = 1", "no setting “colour” in [screens]: there are theme, columns."),
    ("keys = 1", '“keys” must be a table, such as "claims.add" = "n".'),
    ("[keys]\n'claims.add' = 1", "“keys.claims.add” cannot be 1: it is a text"),
    ("[keys]\nclaims.add = ['n']", "“keys.claims.add” cannot be ['n']: it is a text"),
    ("[articles]\nallow_private_redirects = 1", "“articles.allow_private_redirects” cannot be 1: it is true or false."),
    ("[articles]\nallow = true", "no setting “allow” in [articles]: there are allow_private_redirects."),
    ("dates = 1", "“dates” must be a table of settings: hemisphere, week_start"),
    ("[dates", "are not TOML: "),
    ("[dates]\n" + "x" * 1_000 + " = 1", "no setting “xxx"),
    ("x = " + "[" * 100_000, "are not TOML: they are nested too deeply."),
    (b"[dates]\nhemisphere = '\xff'", "are not UTF-8 text"),
]


@pytest.mark.parametrize(("text", "told"), WRONG, ids=range(len(WRONG)))
def test_what_cannot_be_is_told_in_one_sentence(file: Path, text: str | bytes, told: str) -> None:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InvalidInput) as refusal:
        read_settings(file)
    sentence = str(refusal.value)
    assert told in sentence
    assert str(file) in sentence
    assert len(sentence) < len(str(file)) + 220
    assert "\n" not in sentence


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read: Is a directory"):
        read_settings(tmp_path)
