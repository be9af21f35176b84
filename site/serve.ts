const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  ipynb: "application/x-ipynb+json",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  map: "application/json; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  ts: "text/plain; charset=utf-8",
  ttf: "font/ttf",
  wasm: "application/wasm",
  woff: "font/woff",
  woff2: "font/woff2",
};

/** Where to serve from, and under which address. */
export interface ServeOptions {
  readonly folder: string;
  /** E.g. `"/"` or `"/course/"`; default `"/"`. */
  readonly base?: string;
  /** Default: any free one. */
  readonly port?: number;
}

/** A running server; `close` ends it. */
export interface Served {
  readonly url: string;
  readonly finished: Promise<void>;
  readonly close: () => Promise<void>;
}

/** The port to serve at is somebody else's. */
export class PortError extends Error {
  override readonly name = "PortError";
}

/**
 * Refuses a port that is in use: better now than when the site is built.
 * @throws {PortError} naming the port and what to do
 */
export function requireFreePort(port: number): void {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new PortError(
      `Cannot show the site: port ${port} is in use, expected a free one. ` +
        `\`--port ${port + 1}\` takes another; \`--port 0\` takes any.`,
    );
  }
}

/** Serves a folder to this machine only. */
export function serveFolder({ folder, base = "/", port = 0 }: ServeOptions): Served {
  const root = Deno.realPathSync(folder);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, onListen: () => {} },
    (request) => respond(request, root, base),
  );
  return {
    url: `http://localhost:${server.addr.port}${base}`,
    finished: server.finished,
    close: () => server.shutdown(),
  };
}

async function respond(
  request: Request,
  root: string,
  base: string,
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("Only GET and HEAD are served.", { status: 405 });
  }
  const path = requestedPath(request, base);
  if (path === undefined) return await notFound(root);
  try {
    const real = await Deno.realPath(`${root}/${path}`);
    if (real !== root && !real.startsWith(`${root}/`)) {
      return await notFound(root);
    }
    if ((await Deno.stat(real)).isDirectory) {
      return Response.redirect(
        new URL(request.url).href.replace(/([?#]|$)/, "/$1"),
        302,
      );
    }
    const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
    const headers = {
      "content-type": types[ending] ?? "application/octet-stream",
      "x-content-type-options": "nosniff", // a picture is a picture, whatever it holds
    };
    return new Response(await Deno.readFile(real), { headers });
  } catch {
    return await notFound(root);
  }
}

/** The path below the folder, or nothing for an address outside the base or malformed. */
function requestedPath(request: Request, base: string): string | undefined {
  try {
    const pathname = decodeURIComponent(new URL(request.url).pathname);
    if (!pathname.startsWith(base) || pathname.includes("\0")) return undefined;
    const path = pathname.slice(base.length);
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}

async function notFound(root: string): Promise<Response> {
  const page = await Deno.readTextFile(`${root}/404.html`).catch(() => "Not found.");
  return new Response(page, {
    status: 404,
    headers: { "content-type": types.html! },
  });
}
