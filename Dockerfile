FROM python:3.13-slim

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore PYTHONUNBUFFERED=1

WORKDIR /app
COPY requirements/base.txt requirements/
RUN pip install --require-hashes --only-binary :all: -r requirements/base.txt

# Text recognition is left out unless its packages are named: --build-arg OCR="tesseract-ocr tesseract-ocr-deu"
ARG OCR=""
RUN if [ -n "$OCR" ]; then apt-get update && apt-get install -y --no-install-recommends $OCR \
    && rm -rf /var/lib/apt/lists/*; fi

COPY LICENSE README.md pyproject.toml ./
COPY src src
RUN pip install --no-index --no-deps --no-build-isolation . \
    && useradd --uid 10001 --create-home recollect \
    && install -d -o recollect -g recollect -m 0700 /data

USER recollect
WORKDIR /home/recollect
ENV RECOLLECT_DATA=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]

# A container is reached from outside it, so all its addresses are bound: the server starts only with RECOLLECT_TOKEN set.
ENTRYPOINT ["recollect"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
