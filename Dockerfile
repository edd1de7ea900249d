# The server. It is configured by environment variables, see README.md.
#   docker build -t newbie-tasks .
#   docker run --read-only -p 3000:3000 --env-file .env newbie-tasks
#
# A tag can be moved to other content. Whoever needs the same image for ever appends the digest that
# `docker buildx imagetools inspect node:22.22.2-bookworm-slim` prints (node:…@sha256:…), on both
# lines, and raises tag and digest together.

FROM node:22.22.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/embedded-github/package.json ./packages/embedded-github/
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY packages ./packages
COPY src ./src
# The demo needs the development dependencies, which the image does not have.
RUN npm run build && rm -rf dist/demo

FROM node:22.22.2-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY package.json package-lock.json ./
# The workspace is the demo's: without it, nothing of it is installed.
RUN npm ci --omit=dev --workspaces=false --ignore-scripts && npm cache clean --force
COPY --from=build /app/dist ./dist
COPY config ./config
COPY app.yml ./
# All of it belongs to root and nothing writes, so the root may be read-only.
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js", "serve"]
