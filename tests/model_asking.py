"""How tests ask a scripted language model: as citabot does, through LangChain, for JSON of a strict schema."""

from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from pydantic import BaseModel, Field

from tests.model_server import ModelServer


class Sentence(BaseModel):
    text: str = Field(max_length=80)


class Draft(BaseModel):
    answerable: bool
    sentences: list[Sentence] = Field(max_length=3)


NOTHING = {"answerable": False, "sentences": []}


def model(server: ModelServer, *, timeout: float = 5, **options: Any) -> BaseChatModel:
    chosen: BaseChatModel = init_chat_model(
        "openai:scripted",
        base_url=server.url + "/v1",
        api_key="none",
        timeout=timeout,
        max_retries=0,
        **options,
    )
    return chosen


def ask(server: ModelServer, text: str = "May I stay?", *, timeout: float = 5) -> dict[str, Any]:
    """Return what LangChain makes of one reply: raw, parsed, parsing_error."""
    asking = model(server, timeout=timeout).with_structured_output(
        Draft, method="json_schema", include_raw=True
    )
    asked = asking.invoke([("system", "Quote."), ("human", text)])
    assert isinstance(asked, dict)
    return asked
