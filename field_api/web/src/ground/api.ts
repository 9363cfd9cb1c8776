/**
 * The one way to the server: typed by docs/openapi.json, with the bearer token in a header and never in an address.
 *
 *   const me = await data(api.GET("/v1/me"));
 *   const { body, tag } = await tagged(api.GET("/v1/lists/{list_id}", { params: { path: { list_id } } }));
 *   await data(api.POST("/v1/lists/{list_id}/seal", { params: { path: { list_id } }, headers: ifMatch(tag) }));
 *
 * Whatever is no success is thrown as a `Problem`: a refusal by the server, no network, no answer in time.
 */
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "@/ground/api.gen";
import { Problem, problemOf } from "@/ground/problems";

export type Schemas = components["schemas"];

const PATIENCE_MILLISECONDS = 30_000;
/** A photo or a file on a slow line. */
export const LONG_PATIENCE_MILLISECONDS = 120_000;

const NO_CONTENT = 204;

let token: string | null = null;
let onRefused: () => void = () => undefined;

/** Whose requests these are from now on; null: nobody's. */
export function speakAs(bearer: string | null): void {
  token = bearer;
}

/** The header of whoever speaks now, for the one request that `fetch` cannot make (uploads.ts). */
export function authorization(): string | null {
  return token === null ? null : `Bearer ${token}`;
}

/** Called when the server no longer accepts the token, so that the app can ask for a login. */
export function whenRefused(react: () => void): void {
  onRefused = react;
}

/**
 * `fetch` with the token, for what is no JSON (photos, exports, uploads). Problems are thrown.
 * Only addresses of this origin are asked: the token goes nowhere else.
 */
export async function send(
  path: `/${string}`,
  options: RequestInit = {},
  patience: number = PATIENCE_MILLISECONDS,
): Promise<Response> {
  return await ask(new Request(new URL(path, location.origin), options), patience);
}

async function ask(request: Request, patience: number = PATIENCE_MILLISECONDS): Promise<Response> {
  if (new URL(request.url).origin !== location.origin) throw new TypeError("Only our own server is asked.");
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  const asked = token;
  const answer = await reach(request, patience);
  if (answer.ok) return answer;
  const problem = problemOf(answer.status, await answer.json().catch(() => null));
  // A wrong password is a 401 too, but there was no token to refuse.
  if (answer.status === 401 && asked !== null && asked === token) onRefused();
  throw problem;
}

async function reach(request: Request, patience: number): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(patience)]);
  try {
    const answer = await fetch(request, { signal, cache: "no-store", credentials: "omit", redirect: "error" });
    // Read to its end while the clock runs, so that a line which falls silent in the middle is noticed here.
    const body = await answer.blob();
    requireOurs(answer, body);
    return new Response(body.size > 0 ? body : null, answer);
  } catch (error) {
    if (request.signal.aborted || error instanceof Problem) throw error;
    throw Problem.local(signal.aborted ? "timeout" : "offline");
  }
}

/**
 * Throws unless the answer may be one of our server, which says something with every status but 204, and never in HTML.
 * A browser takes an answer that was cut within its headers for a whole one without a body; and the network of a hotel
 * says 200 to everything, with a page of its own.
 */
function requireOurs({ ok, status, headers }: Response, body: Blob): void {
  if (body.size === 0 && status !== NO_CONTENT) throw Problem.local("offline");
  if (ok && headers.get("Content-Type")?.startsWith("text/html")) throw Problem.local("not_understood");
}

export const api = createClient<paths>({
  // Empty while tests import this without a page.
  baseUrl: globalThis.location?.origin ?? "",
  fetch: (request) => ask(request),
});

// openapi-fetch would read the body of an error; `ask` has thrown before.
const asJson: Middleware = {
  onRequest: ({ request }) => request.headers.set("Accept", "application/json"),
};
api.use(asJson);

interface Answered<Body> {
  data?: Body;
  response: Response;
}

/** The body of a successful answer. */
export async function data<Body>(asked: Promise<Answered<Body>>): Promise<NonNullable<Body>> {
  return (await asked).data as NonNullable<Body>;
}

/** The body with the ETag of the version that was read. */
export async function tagged<Body>(
  asked: Promise<Answered<Body>>,
): Promise<{ body: NonNullable<Body>; tag: string }> {
  const { data: body, response } = await asked;
  return { body: body as NonNullable<Body>, tag: response.headers.get("ETag") ?? "" };
}

/** The header that says which version a change was made for; without it the server refuses (428). */
export function ifMatch(tag: string): { "If-Match": string } {
  return { "If-Match": tag };
}
