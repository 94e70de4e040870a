# Both stages are one image, pinned by its digest; what pip needs stays in the first.
FROM python:3.13.14-alpine3.24@sha256:399babc8b49529dabfd9c922f2b5eea81d611e4512e3ed250d75bd2e7683f4b0 AS build
COPY requirements/runtime.txt /build/
RUN python -m pip install --disable-pip-version-check --no-cache-dir --no-compile --require-hashes --only-binary :all: \
    --target /lbgate --requirement /build/runtime.txt
COPY policies /lbgate/policies
COPY hcl_scanner /lbgate/hcl_scanner

FROM python:3.13.14-alpine3.24@sha256:399babc8b49529dabfd9c922f2b5eea81d611e4512e3ed250d75bd2e7683f4b0
LABEL org.opencontainers.image.title="lbgate" org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /lbgate /lbgate
# The working directory holds what is judged: nothing is imported from it.
ENV PYTHONPATH=/lbgate PYTHONSAFEPATH=1 PYTHONDONTWRITEBYTECODE=1
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["python", "-m", "hcl_scanner"]
CMD ["scan"]
