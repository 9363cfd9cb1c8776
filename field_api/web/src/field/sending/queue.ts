/**
 * The one queue of this phone: visits and hand-overs, oldest first, one tab at a time.
 *
 * It runs at the start, when the network returns, on a button and when the service worker asks for it. A bundle that
 * the server cannot take just now stands in the way of no other. What fails waits longer each time. Nothing is
 * removed before a receipt that says complete.
 */
import { shallowRef, watch } from "vue";
import { deviceLabel, registerDevice } from "@/field/device/key";
import { type Door, serverDoor } from "@/field/sending/door";
import { type Outcome, runErrand, type Shelf } from "@/field/sending/errand";
import { firstLine, type Hint, pauseAfter } from "@/field/sending/line";
import type { Line } from "@/field/sending/steps";
import { type Bundle, UNSENT } from "@/field/store/bundle";
import { bundleOf, changeBundle, idsBy, payloadText, tidy } from "@/field/store/bundles";
import { photoBlob } from "@/field/store/photos";
import type { Account } from "@/ground/account";
import { Problem } from "@/ground/problems";

export interface QueueState {
  /** The bundle that is being sent. */
  now?: string;
  /** When the next try is made by itself (milliseconds), and why the last one failed. */
  waitsUntil?: number;
  problem?: Problem;
}

export const queueState = shallowRef<QueueState>({});

/** How often the last finished bundle has arrived: whoever shows the server's lists asks for them anew then. */
export const timesEmptied = shallowRef(0);

const SYNC_TAG = "kirim";
let account: Account | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let isAsked = false;

/** Lets the queue run for whoever is logged in, from now on until the page is closed. */
export function startSending(of: Account): void {
  account = of;
  watch(
    () => of.session.value?.token,
    () => {
      failures = 0;
      sendNow();
    },
    { immediate: true },
  );
  addEventListener("online", sendNow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && queueState.value.waitsUntil === undefined) sendNow();
  });
  navigator.serviceWorker?.addEventListener("message", (message: MessageEvent<{ kind?: string } | null>) => {
    if (message.data?.kind === "send") sendNow();
  });
}

/** Runs the queue now, or once more after the run that is under way. */
export function sendNow(): void {
  clearTimeout(timer);
  const userId = account?.session.value?.userId;
  if (!userId || isAsked) return;
  isAsked = true;
  void navigator.locks.request(`field-sending-${userId}`, async () => {
    isAsked = false;
    await run(userId).catch((error: unknown) => {
      // Nobody foresaw it, such as a database that the phone has closed: it waits as everything that fails does.
      postpone(Problem.local("app_failed"));
      throw error;
    });
  });
}

async function run(userId: string): Promise<void> {
  if (!isMine(userId) || account?.isRefused.value) return;
  queueState.value = {};
  const waited = (await idsBy(userId, ...UNSENT)).length;
  const trouble = (await registered(userId)) ?? (await sendAll(userId));
  await tidy(userId);
  if (!isMine(userId)) return;
  if (trouble) postpone(trouble);
  else {
    failures = 0;
    queueState.value = {};
    if (waited > 0 && (await idsBy(userId, ...UNSENT)).length === 0) timesEmptied.value += 1;
  }
}

/** The key is registered before the first photo that it signed arrives. */
async function registered(userId: string): Promise<Problem | undefined> {
  try {
    await registerDevice(userId, deviceLabel());
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A key that the server does not take makes a remark on the visit; it keeps no visit from being sent.
    if (error.isPassing) return error;
  }
  return undefined;
}

/** Sends what is finished; returns why something has to wait. */
async function sendAll(userId: string): Promise<Problem | undefined> {
  const tried = new Set<string>();
  let line: Line = firstLine((navigator as { connection?: Hint }).connection);
  let trouble: Problem | undefined;
  for (;;) {
    const id = (await idsBy(userId, ...UNSENT)).find((each) => !tried.has(each));
    if (id === undefined) return trouble;
    tried.add(id);
    const bundle = await bundleOf(userId, id);
    // Another tab has thrown it away meanwhile.
    if (!bundle) continue;
    queueState.value = { now: bundle.id };
    const outcome: Outcome = await runErrand(bundle, doorFor(userId), shelfOf(userId, bundle), line);
    line = outcome.line;
    if (outcome.end.how === "login") return undefined;
    if (outcome.end.how === "later") {
      trouble = outcome.end.problem;
      // Without a network no other bundle fares better; a trouble of the server may be one of this bundle alone.
      if (trouble.status === 0) return trouble;
    }
  }
}

function postpone(problem: Problem): void {
  failures += 1;
  const pause = pauseAfter(failures, Math.random(), Number(problem.more["retry_after"] ?? 0));
  queueState.value = { waitsUntil: Date.now() + pause, problem };
  timer = setTimeout(sendNow, pause);
  // Where there is a network the browser would wake us at once, again and again, before the pause is over.
  if (!navigator.onLine) void askForBackgroundSync();
}

/** Lets the browser wake the service worker when the network returns, where it can. */
async function askForBackgroundSync(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as SyncingRegistration | undefined;
  await registration?.sync?.register(SYNC_TAG).catch(() => undefined);
}

/** Background Sync is no part of the types of the DOM. */
interface SyncingRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

function isMine(userId: string): boolean {
  return account?.session.value?.userId === userId;
}

/** Doors that close when somebody else has logged in: nobody sends the work of another under his own name. */
function doorFor(userId: string): Door {
  const guarded =
    <Asked extends unknown[], Told>(go: (...asked: Asked) => Promise<Told>) =>
    async (...asked: Asked): Promise<Told> => {
      if (!isMine(userId)) throw Problem.local("offline");
      return go(...asked);
    };
  return {
    declare: guarded(serverDoor.declare),
    ask: guarded(serverDoor.ask),
    sendTogether: guarded(serverDoor.sendTogether),
    sendPiece: guarded(serverDoor.sendPiece),
  };
}

function shelfOf(userId: string, bundle: Bundle): Shelf {
  return {
    payload: () => payloadText(userId, bundle.id),
    photo: (sha256) => photoBlob(userId, bundle.id, sha256),
    keep: async (change) => void (await changeBundle(userId, bundle.id, change)),
    now: () => performance.now(),
  };
}

/** A bundle that was refused is tried again as it is, since what stood in the way may be gone. */
export async function tryAgain(userId: string, id: string): Promise<void> {
  await changeBundle(userId, id, (bundle) =>
    bundle.state === "refused" ? { ...bundle, state: bundle.receipt ? "photos_pending" : "ready" } : bundle,
  );
  sendNow();
}
