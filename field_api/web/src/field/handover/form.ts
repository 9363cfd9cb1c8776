/** What a hand-over needs before it is whole, and what is sent of it; the same rules as on the server. Pure. */
import type { Capture, HandOverContent } from "@/field/store/bundle";
import type { Schemas } from "@/ground/api";

export type Receiver = NonNullable<HandOverContent["received_by"]>;
export type Failure = NonNullable<HandOverContent["failure"]>;

export const RECEIVERS: readonly Receiver[] = ["self", "family_member", "proxy"];
export const FAILURES: readonly Failure[] = [
  "not_at_home",
  "not_found",
  "moved",
  "deceased",
  "refused",
  "not_entitled",
  "package_missing",
  "package_damaged",
];
/** The photo without which a delivery is not proven. */
export const PROOF = "hand_over" as const;

/** nothing: the list has no number to compare with. */
export type CardCheck = "unasked" | "matches" | "differs" | "nothing";

export type Missing =
  | "outcome" | "card" | "note" | "received_by" | "receiver_name" | "receiver_relationship" | "photo" | "position" | "failure";

export function lastFour(masked: string): string {
  return masked.replace(/\D/g, "").slice(-4);
}

/** The number with its end hidden, so that the officer reads it from the card and not from the list. */
export function withoutEnd(masked: string): string {
  return `${masked.slice(0, -4)}····`;
}

/** The numbers that are compared at the door: the No. KK held today, or the NIK where there is none. */
export function numbersOf(recipient: Schemas["Recipient"]): string[] {
  if (recipient.family_cards_masked.length > 0) return recipient.family_cards_masked;
  return recipient.nik_masked ? [recipient.nik_masked] : [];
}

export function checkCard(recipient: Schemas["Recipient"], typed: string): CardCheck {
  const numbers = numbersOf(recipient);
  if (numbers.length === 0) return "nothing";
  const digits = typed.replace(/\D/g, "");
  if (digits.length < 4) return "unasked";
  return numbers.some((masked) => lastFour(masked) === digits.slice(-4)) ? "matches" : "differs";
}

/** What is still missing, in the order of the page. */
export function missingOf(content: HandOverContent, captures: readonly Pick<Capture, "kind">[], card: CardCheck): Missing[] {
  if (content.outcome === undefined) return ["outcome"];
  if (content.outcome === "not_delivered") return content.failure ? [] : ["failure"];
  const isProven = captures.some((each) => each.kind === PROOF);
  const isPlaced = Boolean(content.position) || isFilled(content.position_missing_reason);
  return [
    ...(card === "unasked" ? (["card"] as const) : []),
    ...missingReceiver(content),
    ...(isProven ? [] : (["photo"] as const)),
    ...(isPlaced ? [] : (["position"] as const)),
    // A card that differs is explained.
    ...(card === "differs" && !isFilled(content.note) ? (["note"] as const) : []),
  ];
}

function missingReceiver(content: HandOverContent): Missing[] {
  if (!content.received_by) return ["received_by"];
  if (content.received_by === "self") return [];
  return (["receiver_name", "receiver_relationship"] as const).filter((name) => !isFilled(content[name]));
}

function isFilled(text: string | null | undefined): boolean {
  return Boolean(text?.trim());
}

function trimmed(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

/** As the server is told; nothing where nobody compared. */
const TOLD: Record<CardCheck, HandOverContent["card_check"]> = { unasked: null, matches: "matches", differs: "differs", nothing: "no_number" };

/** What is sent: only what belongs to the outcome. */
export function contentToSend(content: HandOverContent, card: CardCheck): HandOverContent {
  const isDelivered = content.outcome === "delivered";
  return {
    ...content,
    ...(isDelivered ? receiverToSend(content) : { received_by: null, receiver_name: null, receiver_relationship: null }),
    failure: isDelivered ? null : (content.failure ?? null),
    position: content.position ?? null,
    position_missing_reason: content.position ? null : trimmed(content.position_missing_reason),
    card_check: isDelivered ? (TOLD[card] ?? null) : null,
    note: content.note?.trim() ?? "",
  };
}

function receiverToSend(content: HandOverContent): Partial<HandOverContent> {
  const isOther = content.received_by !== "self";
  return {
    received_by: content.received_by ?? null,
    receiver_name: isOther ? trimmed(content.receiver_name) : null,
    receiver_relationship: isOther ? trimmed(content.receiver_relationship) : null,
  };
}
