# Regionary with an embedded PostgreSQL, as an ordinary user; the data is in the volume /data.
#   docker build -t regionary .
#   docker run -p 4000:4000 -v regionary:/data -e REGIONARY_API_KEY=<16 characters or more> regionary
# With -e DATABASE_URL=postgresql://... it uses that server instead. One container per volume.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
# The lock lets optional peers stay (the Prisma command and what it needs), and ONNX Runtime comes for every
# system: neither runs here, and together they are half of the image.
RUN npm run build \
 && npm prune --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32 \
      node_modules/prisma node_modules/@prisma/studio-core node_modules/@prisma/dev node_modules/effect \
      node_modules/@electric-sql node_modules/typescript \
 && node -e "require('./dist/storage/embedded/binaries').findPostgresBinaries()"

FROM node:24-bookworm-slim
# PostgreSQL leaves its launcher, so something must be there to be its parent.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma/migrations ./prisma/migrations
COPY --from=build /app/scenes ./scenes
COPY --from=build /app/vocabularies ./vocabularies
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data && ln -s /app/bin/regionary /usr/local/bin/regionary
ENV NODE_ENV=production REGIONARY_HOST=0.0.0.0 REGIONARY_PORT=4000 REGIONARY_DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --start-period=60s --interval=15s --timeout=5s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.REGIONARY_PORT}/health`, { headers: { 'x-api-key': process.env.REGIONARY_API_KEY ?? '' } }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "-r", "./bin/thread-pool.cjs", "dist/main.js"]
