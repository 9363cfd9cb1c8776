#!/bin/sh
# The S3 server with one bucket and one identity that may use it; see script/stack/objectstore.py.
set -eu
: "${STORE_ACCESS_KEY:?}" "${STORE_SECRET_KEY:?}" "${STORE_TOKEN_KEY:?}"
umask 077
mkdir -p /data/objects /tmp/weed
cat > /tmp/weed/identities.json <<JSON
{"identities": [{"name": "field-api",
  "credentials": [{"accessKey": "$STORE_ACCESS_KEY", "secretKey": "$STORE_SECRET_KEY"}],
  "actions": ["Read:field-api", "Write:field-api", "List:field-api", "Tagging:field-api"]}]}
JSON
# Without these keys the inner ports would hand out private objects to whoever asks.
export WEED_JWT_SIGNING_KEY="$STORE_TOKEN_KEY-volume-write"
export WEED_JWT_SIGNING_READ_KEY="$STORE_TOKEN_KEY-volume-read"
export WEED_JWT_FILER_SIGNING_KEY="$STORE_TOKEN_KEY-filer-write"
export WEED_JWT_FILER_SIGNING_READ_KEY="$STORE_TOKEN_KEY-filer-read"

# The contents of an object are on the disk before its PUT is acknowledged; the server keeps this rule itself.
make_durable() {
  until echo 'fs.configure -locationPrefix=/buckets/field-api/ -fsync -apply' \
      | weed shell -master=127.0.0.1:9333.19333 -filer=127.0.0.1:8888.18888 2>/dev/null \
      | grep -q '"fsync": *true'; do
    sleep 1
  done
}
make_durable &
cd /tmp/weed
# All ports are open to the containers of its network, and gRPC trusts them: compose lets only API and worker in.
exec weed -logtostderr=true mini -dir=/data/objects -ip=127.0.0.1 -ip.bind=0.0.0.0 -bucket=field-api \
  -master.port=9333 -master.port.grpc=19333 -volume.port=9340 -volume.port.grpc=19340 \
  -filer.port=8888 -filer.port.grpc=18888 -s3.port=8333 -s3.port.grpc=18333 \
  -admin.port=23646 -admin.port.grpc=33646 -master.telemetry=false -admin.ui=false -webdav=false \
  -filer.exposeDirectoryData=false -filer.disableDirListing=true -s3.config=/tmp/weed/identities.json \
  -s3.iam=false -s3.autoCreateBucket=false -s3.port.iceberg=0 -s3.port.lance=0
