/** Files from the API: fetched with the token, held against the checksum that came with them, and saved. */
import { LONG_PATIENCE_MILLISECONDS, send } from "@/ground/api";
import { sha256Of } from "@/ground/hashing";

export interface Download {
  name: string;
  /** Rows without the heading, as the server counted them; undefined for a file that is no table. */
  rows: number | undefined;
  sha256: string;
  /** Whether the server stated the same checksum; undefined when it stated none. */
  isWhole: boolean | undefined;
}

/** Throws the Problem when there is no file. What arrived is saved in any case; `isWhole` says whether to trust it. */
export async function download(path: `/${string}`, name: string): Promise<Download> {
  const answer = await send(path, {}, LONG_PATIENCE_MILLISECONDS);
  const content = await answer.blob();
  const sha256 = await sha256Of(content);
  const stated = answer.headers.get("X-Content-SHA256");
  const rows = answer.headers.get("X-Row-Count");
  save(content, name);
  return {
    name,
    rows: rows === null ? undefined : Number(rows),
    sha256,
    isWhole: stated === null ? undefined : stated === sha256,
  };
}

/** Lets the browser save a file that was made here. */
export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken its own reference by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
