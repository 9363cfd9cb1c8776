/** Sending one file with its progress, which `fetch` does not tell. Only to this origin, with the token in a header. */
import { authorization } from "@/ground/api";
import { Problem, problemOf } from "@/ground/problems";

/** From 0 to 1. */
export type OnProgress = (share: number) => void;

/** A form with a file, by POST; the JSON of the answer. Throws the Problem, also when `signal` ends it. */
export async function upload(path: `/${string}`, form: FormData, onProgress: OnProgress, signal?: AbortSignal): Promise<unknown> {
  const request = new XMLHttpRequest();
  request.open("POST", new URL(path, location.origin));
  const bearer = authorization();
  if (bearer !== null) request.setRequestHeader("Authorization", bearer);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
  signal?.addEventListener("abort", () => request.abort());
  return await new Promise((settle, fail) => {
    request.addEventListener("load", () => {
      const body = jsonOf(request.responseText);
      if (request.status >= 200 && request.status < 300) settle(body);
      else fail(problemOf(request.status, body));
    });
    for (const event of ["error", "abort", "timeout"]) {
      request.addEventListener(event, () => fail(Problem.local("offline")));
    }
    request.send(form);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
