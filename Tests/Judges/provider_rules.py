"""What a request to a provider has to be: the types of its official package, and the rules that no type says."""

import base64
import copy
import json
import sys
import typing

import anthropic.types
import jsonschema
import openai.types.chat
import pydantic
import typing_extensions
from anthropic.lib._parse._transform import transform_schema
from anthropic.types.message_create_params import MessageCreateParamsNonStreaming
from google.genai import models as genai_models
from google.genai import types as genai
from openai.lib._pydantic import _ensure_strict_json_schema
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming


def refuse_unknown_fields(package):
    """Every typed dictionary of a package as one that has no other fields."""
    for name, module in list(sys.modules.items()):
        if not name.startswith(package):
            continue
        for value in list(vars(module).values()):
            if typing_extensions.is_typeddict(value):
                value.__pydantic_config__ = {
                    **getattr(value, "__pydantic_config__", {}), "extra": "forbid", "strict": True,
                }  # fmt: skip


refuse_unknown_fields("openai.types")
refuse_unknown_fields("anthropic.types")
OPENAI = pydantic.TypeAdapter(CompletionCreateParamsNonStreaming)
ANTHROPIC = pydantic.TypeAdapter(MessageCreateParamsNonStreaming)

STRICT_KEYWORDS = {
    # https://platform.openai.com/docs/guides/structured-outputs, "Supported schemas"
    "openai": {
        "type", "properties", "required", "additionalProperties", "items", "enum", "anyOf", "description", "format",
        "pattern", "minimum", "maximum", "minItems", "maxItems",
    },
    "anthropic": {
        "type", "properties", "required", "additionalProperties", "items", "enum", "anyOf", "description", "format",
        "minItems",
    },
    # `GenerateContentConfig.response_json_schema` lists them.
    "gemini": {
        "type", "properties", "required", "additionalProperties", "items", "enum", "anyOf", "description", "format",
        "minimum", "maximum", "minItems", "maxItems", "propertyOrdering",
    },
}  # fmt: skip
FORMATS = {
    "openai": {"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"},
    "anthropic": {"date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"},
    "gemini": {"date-time", "date", "time"},
}


def exhausted(value):
    """Iterables of a typed dictionary are checked only when they are read."""
    if isinstance(value, dict):
        return {key: exhausted(item) for key, item in value.items()}
    if isinstance(value, (str, bytes)) or not isinstance(value, typing.Iterable):
        return value
    return [exhausted(item) for item in value]


def problems(provider, request, messages=None):
    """Sentences about what is wrong; none if the request is right."""
    found = list(PROBLEMS[provider](request))
    if not found and messages is not None and spoken(provider, request) != wanted(provider, messages):
        found.append(f"says {spoken(provider, request)} and was to say {wanted(provider, messages)}")
    if not found and (schema := schema_of(provider, request)) is not None:
        found += schema_problems(provider, schema)
    return found


def openai_problems(request):
    try:
        exhausted(OPENAI.validate_python(copy.deepcopy(request)))
    except pydantic.ValidationError as error:
        yield f"not what `CompletionCreateParams` is: {error.errors()[:3]}"
        return
    if not request["messages"]:
        yield "there are no messages"
    for message in request["messages"]:
        if message["role"] not in ("system", "user", "assistant"):
            yield f"the role {message['role']}"
        content = message["content"]
        if not content or (isinstance(content, str) and not content.strip()):
            yield "a message says nothing"
        for part in content if isinstance(content, list) else []:
            if part["type"] == "image_url" and not part["image_url"]["url"].startswith(("https://", "data:image/")):
                yield "an image that is no picture"
            if part["type"] == "file" and not {"filename", "file_data"} <= part["file"].keys():
                yield "a file without name or data"
            if part["type"] != "text" and message["role"] != "user":
                yield "media that the user does not send"


def anthropic_problems(request):
    try:
        exhausted(ANTHROPIC.validate_python(copy.deepcopy(request)))
    except pydantic.ValidationError as error:
        yield f"not what `MessageCreateParams` is: {error.errors()[:3]}"
        return
    yield from turn_problems([message["role"] for message in request["messages"]], "assistant")
    if request["max_tokens"] < 1:
        yield "an answer of no length"
    texts = [request["system"]] if "system" in request else []
    for message in request["messages"]:
        content = message["content"]
        texts += [content] if isinstance(content, str) else [p["text"] for p in content if p["type"] == "text"]
        if not content:
            yield "a message without blocks"
    # The service answers: text content blocks must contain non-whitespace text.
    if any(not text.strip() for text in texts):
        yield "an empty text"


def gemini_problems(request):
    unknown = request.keys() - {"systemInstruction", "contents", "generationConfig"}
    if unknown:
        yield f"unknown fields {unknown}"
        return
    try:
        contents = [genai.Content.model_validate(content) for content in request["contents"]]
        system = request.get("systemInstruction")
        config = {**request.get("generationConfig", {})}
        if system is not None:
            config["systemInstruction"] = genai.Content.model_validate(system)
        config = genai.GenerateContentConfig.model_validate(config)
    except (pydantic.ValidationError, KeyError) as error:
        yield f"not what the types are: {str(error)[:300]}"
        return
    yield from turn_problems([content.role for content in contents], "model")
    for content in request["contents"] + ([system] if system else []):
        if not content["parts"]:
            yield "contents without parts"
        for part in content["parts"]:
            if len(part) != 1 or ("text" in part and not part["text"].strip()):
                yield f"a part that is not one thing: {part}"
            data = part.get("inlineData", part.get("fileData", {"mimeType": "-"}))
            if not data.get("mimeType"):
                yield "data without a type"
    if "responseJsonSchema" in request.get("generationConfig", {}):
        if request["generationConfig"].get("responseMimeType") != "application/json":
            yield "a schema without application/json"
    sent = as_sent(contents, config)
    if not list(sent_differences(sent, request)):
        return
    yield f"the package would send {json.dumps(sent, ensure_ascii=False)[:300]}"


def as_sent(contents, config):
    """What the package itself puts into the body for these contents and this configuration."""
    client = type("Client", (), {"vertexai": False})()
    parameters = genai._GenerateContentParameters(model="m", contents=contents, config=config)
    body = genai_models._GenerateContentParameters_to_mldev(client, parameters)
    body.pop("_url", None)
    return json.loads(json.dumps(plain(body), default=str))


def plain(value):
    if isinstance(value, pydantic.BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def sent_differences(a, b):
    """Base64 may be written in either alphabet."""

    def same(value):
        return json.dumps(value, sort_keys=True).replace("-", "+").replace("_", "/")

    if same({k: v for k, v in a.items() if v}) != same(b):
        yield (a, b)


def turn_problems(roles, answer):
    if not roles or roles[0] != "user":
        yield "does not begin with the user"
    if roles and roles[-1] != "user":
        yield "does not end with the user"
    if any(role not in ("user", answer) for role in roles):
        yield f"roles {roles}"
    if any(a == b for a, b in zip(roles, roles[1:])):
        yield f"no turns: {roles}"


PROBLEMS = {"openai": openai_problems, "anthropic": anthropic_problems, "gemini": gemini_problems}


# What is said


def wanted(provider, messages):
    """The system's words, and what each side says, from `dari render --format json`."""
    said = []
    for message in messages:
        parts = message.get("parts") or [{"text": message["text"]}]
        parts = [piece(part) for part in parts if not ("text" in part and not part["text"].strip())]
        said += [(message["role"], part) for part in parts]
    if provider == "openai":
        return said
    system = [part for role, part in said if role == "system"]
    others = [(role, part) for role, part in said if role != "system"]
    return (["\n\n".join(system)] if system else [], others) if others else ([], [("user", part) for part in system])


def piece(part):
    if "text" in part:
        return part["text"]
    media = part["media"]
    return ("media", media.get("data") or media["url"])


def spoken(provider, request):
    if provider == "openai":
        return [
            (message["role"], openai_piece(part))
            for message in request["messages"]
            for part in blocks(message["content"])
        ]
    if provider == "anthropic":
        system = [request["system"]] if "system" in request else []
        return system, [
            (message["role"], anthropic_piece(part))
            for message in request["messages"]
            for part in blocks(message["content"])
        ]
    parts = request.get("systemInstruction", {"parts": []})["parts"]
    system = ["\n\n".join(part["text"] for part in parts)] if parts else []
    return system, [
        ({"model": "assistant"}.get(content["role"], content["role"]), gemini_piece(part))
        for content in request["contents"]
        for part in content["parts"]
    ]


def blocks(content):
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def after_comma(url):
    return url.partition(",")[2] if url.startswith("data:") else url


def openai_piece(part):
    if part["type"] == "text":
        return part["text"]
    if part["type"] == "image_url":
        return ("media", after_comma(part["image_url"]["url"]))
    if part["type"] == "input_audio":
        return ("media", part["input_audio"]["data"])
    return ("media", after_comma(part["file"]["file_data"]))


def anthropic_piece(part):
    if part["type"] == "text":
        return part["text"]
    source = part["source"]
    if source["type"] == "text":
        return ("media", base64.b64encode(source["data"].encode()).decode())
    return ("media", source.get("data") or source["url"])


def gemini_piece(part):
    if "text" in part:
        return part["text"]
    return ("media", part["inlineData"]["data"] if "inlineData" in part else part["fileData"]["fileUri"])


# The form of the answer


def schema_of(provider, request):
    if provider == "openai":
        form = request.get("response_format")
        return form["json_schema"]["schema"] if form else None
    if provider == "anthropic":
        form = request.get("output_config")
        return form["format"]["schema"] if form else None
    return request.get("generationConfig", {}).get("responseJsonSchema")


def schema_problems(provider, schema):
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        yield f"no schema: {error.message}"
        return
    for inner in subschemas(schema):
        unknown = inner.keys() - STRICT_KEYWORDS[provider]
        if unknown:
            yield f"keywords that it does not know: {unknown}"
        if "format" in inner and inner["format"] not in FORMATS[provider]:
            yield f"the format {inner['format']}"
        if inner.get("type") == "object" and inner.get("additionalProperties") is not False:
            yield "an object with other properties"
        if inner.get("type") == "array" and "items" not in inner:
            yield "a list of nothing"
    if provider == "openai":
        if schema.get("type") != "object":
            yield "a root that is no object"
        # The package makes every schema strict; one that is strict already does not change.
        if _ensure_strict_json_schema(copy.deepcopy(schema), path=(), root=schema) != schema:
            yield "not strict"
    if provider == "anthropic" and transform_schema(copy.deepcopy(schema)) != schema:
        yield "not what the service supports"
    if provider == "gemini" and schema.get("type") == "object":
        if schema.get("propertyOrdering") != list(schema["properties"]):
            yield "the order of the properties is another"


def subschemas(schema):
    yield schema
    for inner in schema.get("properties", {}).values():
        yield from subschemas(inner)
    for inner in schema.get("anyOf", []):
        yield from subschemas(inner)
    if "items" in schema:
        yield from subschemas(schema["items"])


# Wrong requests


def mutations(provider):
    """Changes that make a right request a wrong one. It has a system, an example and a picture, and gives a record."""
    return {"openai": openai_mutations, "anthropic": anthropic_mutations, "gemini": gemini_mutations}[provider]()


def common(schema):
    """Of the schema of the answer; `schema` finds it in a request."""
    return {
        "other properties": lambda r: schema(r).__setitem__("additionalProperties", True),
        "an unknown keyword": lambda r: schema(r)["properties"]["name"].__setitem__("maxLength", 9),
        "an unknown format": lambda r: schema(r)["properties"]["name"].__setitem__("format", "int64"),
        "a schema that is none": lambda r: schema(r).__setitem__("type", "thing"),
        "an unknown field": lambda r: r.__setitem__("prompt", "x"),
    }


def openai_mutations():
    return common(lambda r: r["response_format"]["json_schema"]["schema"]) | {
        "no model": lambda r: r.pop("model"),
        "no messages": lambda r: r.pop("messages"),
        "an unknown role": lambda r: r["messages"][0].__setitem__("role", "robot"),
        "an empty text": lambda r: r["messages"][1].__setitem__("content", ""),
        "a message less": lambda r: r["messages"].pop(0),
        "messages turned round": lambda r: r["messages"].reverse(),
        "a picture less": lambda r: r["messages"][3]["content"].pop(),
        "another picture": lambda r: r["messages"][3]["content"][1]["image_url"].__setitem__("url", "https://a.com"),
        "a sound in another format": lambda r: r["messages"][3]["content"].append(
            {"type": "input_audio", "input_audio": {"data": "", "format": "ogg"}}),
        "an unknown field of a part": lambda r: r["messages"][3]["content"][1].__setitem__("name", "cat"),
        "a field that may be missing": lambda r: r["response_format"]["json_schema"]["schema"]["required"].pop(),
        "strict as a word": lambda r: r["response_format"]["json_schema"].__setitem__("strict", "yes"),
    }


def anthropic_mutations():
    return common(lambda r: r["output_config"]["format"]["schema"]) | {
        "no model": lambda r: r.pop("model"),
        "no length": lambda r: r.pop("max_tokens"),
        "the system among the messages": lambda r: r["messages"].insert(0, {"role": "system", "content": "안내"}),
        "no system": lambda r: r.pop("system"),
        "an answer first": lambda r: r["messages"].pop(0),
        "an answer last": lambda r: r["messages"].pop(),
        "no turns": lambda r: r["messages"].pop(1),
        "an empty text": lambda r: r["messages"][2]["content"][0].__setitem__("text", " \n"),
        "a picture less": lambda r: r["messages"][2]["content"].pop(),
        "a format that it does not take": lambda r: r["messages"][2]["content"][1]["source"].__setitem__(
            "media_type", "image/bmp"),
        "a block of another kind": lambda r: r["messages"][2]["content"][1].__setitem__("type", "audio"),
        "a limit as a keyword": lambda r: r["output_config"]["format"]["schema"]["properties"]["name"].__setitem__(
            "maximum", 3),
    }


def gemini_mutations():
    return common(lambda r: r["generationConfig"]["responseJsonSchema"]) | {
        "the system as a role": lambda r: r["contents"].insert(0, {"role": "system", "parts": [{"text": "안내"}]}),
        "no system": lambda r: r.pop("systemInstruction"),
        "the assistant's own name": lambda r: r["contents"][1].__setitem__("role", "assistant"),
        "an answer last": lambda r: r["contents"].pop(),
        "no turns": lambda r: r["contents"].pop(1),
        "no parts": lambda r: r["contents"][0].__setitem__("parts", []),
        "an empty text": lambda r: r["contents"][0]["parts"][0].__setitem__("text", ""),
        "two things in a part": lambda r: r["contents"][2]["parts"][1].__setitem__("text", "cat"),
        "a picture without its type": lambda r: r["contents"][2]["parts"][1]["inlineData"].pop("mimeType"),
        "a picture less": lambda r: r["contents"][2]["parts"].pop(),
        "a schema for plain text": lambda r: r["generationConfig"].pop("responseMimeType"),
        "another order": lambda r: r["generationConfig"]["responseJsonSchema"]["propertyOrdering"].reverse(),
        "an unknown setting": lambda r: r["generationConfig"].__setitem__("responseFormat", "json"),
    }
