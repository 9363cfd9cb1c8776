import { hexOf } from "@/ground/ids";

/** SHA-256 as lower-case hex: the name of a photo. One at a time, since the whole content is in memory. */
export async function sha256Of(content: Blob | ArrayBuffer): Promise<string> {
  const bytes = content instanceof Blob ? await content.arrayBuffer() : content;
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
