FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
COPY checks ./checks
COPY reports ./reports
RUN python -m venv /opt/exposurecheck && \
    /opt/exposurecheck/bin/pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 auditor
COPY --from=build /opt/exposurecheck /opt/exposurecheck
ENV PATH=/opt/exposurecheck/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /home/auditor
ENTRYPOINT ["exposurecheck"]
CMD ["--help"]
