# Two images: `slim` answers with what is embedded; `full` adds sentence-transformers and torch.
#
#   docker build --target slim --tag citabot .
#   docker run --env TELEGRAM_BOT_TOKEN citabot

FROM python:3.11-slim-bookworm AS python
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /opt/citabot

FROM python AS slim-packages
RUN python -m venv /opt/venv
COPY requirements-slim.lock ./
RUN pip install --no-deps --require-hashes -r requirements-slim.lock
COPY pyproject.toml LICENSE ./
RUN pip install --no-deps --no-build-isolation --editable .

# TORCH_INDEX names PyTorch's index of CPU builds; without it pip takes the build with CUDA, several GB.
FROM slim-packages AS full-packages
ARG TORCH_INDEX
RUN pip install ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} torch==2.13.0
COPY requirements.lock ./
RUN pip install --no-deps --require-hashes -r requirements.lock

# The code and its packages belong to root; the process that answers can write only to its home.
FROM python AS runtime
RUN useradd --uid 10001 --home-dir /srv/citabot --create-home citabot
COPY . .
ENV CITABOT_HOME=/srv/citabot
USER citabot
HEALTHCHECK --interval=1m --timeout=20s --start-period=1m CMD citabot doctor --home /srv/citabot --quick
CMD ["citabot", "serve", "--home", "/srv/citabot"]

FROM runtime AS full
COPY --from=full-packages /opt/venv /opt/venv
RUN citabot index --home /srv/citabot

FROM runtime AS slim
COPY --from=slim-packages /opt/venv /opt/venv
RUN citabot index --home /srv/citabot
