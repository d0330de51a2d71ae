# roster-lint in a container that needs no root, no network for files, and no writable root file system:
#
#   docker build --tag roster-lint .
#   docker run --rm --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     --network none --volume "$PWD:/data:ro" roster-lint check district.zip
#
# The base image is named by the digest of its index, which covers all platforms. To take a newer one:
#   docker buildx imagetools inspect python:3.13-slim
FROM python:3.13-slim@sha256:ffb752e139c0a19692a43af8d8523b274222dd68eebad5d583b45c2201c6e30a AS build

ENV UV_PROJECT_ENVIRONMENT=/opt/roster-lint \
    UV_PYTHON_DOWNLOADS=never \
    UV_LINK_MODE=copy \
    UV_COMPILE_BYTECODE=1

RUN pip install --no-cache-dir uv==0.13.9

WORKDIR /source
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY roster_lint roster_lint
COPY checks checks
COPY fixtures fixtures

# What the lock says, and nothing of the source is needed afterwards.
RUN uv sync --quiet --locked --no-dev --no-editable --no-cache --extra postgres --extra mysql

FROM python:3.13-slim@sha256:ffb752e139c0a19692a43af8d8523b274222dd68eebad5d583b45c2201c6e30a

COPY --from=build /opt/roster-lint /opt/roster-lint

RUN useradd --no-log-init --no-create-home --uid 10001 --shell /usr/sbin/nologin lint

# Nothing is written but to /tmp and to what is mounted for reports.
ENV PATH=/opt/roster-lint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp

USER 10001:10001
WORKDIR /data
ENTRYPOINT ["roster-lint"]
CMD ["--help"]
