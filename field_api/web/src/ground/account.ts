/** Who works here: log in, stay logged in without a network, log out. Each app keeps the session in its own place. */
import { computed, shallowRef } from "vue";
import { api, data, type Schemas, send, speakAs, whenRefused } from "@/ground/api";
import { Problem } from "@/ground/problems";
import { dayOf, holdsOn } from "@/ground/time";

export type Role = NonNullable<Schemas["Grant"]["role"]>;

/** A role for an area, in force today; `areaCode` "" is the whole country. */
export interface HeldRole {
  role: Role;
  areaCode: string;
}

export interface Session {
  token: string;
  expiresAt: string;
  userId: string;
  username: string;
  fullName: string;
  roles: HeldRole[];
}

/** Where an app keeps its session between two loads of the page. */
export interface SessionKeeper {
  load(): Promise<Session | undefined>;
  save(session: Session): Promise<void>;
  forget(): Promise<void>;
}

export type Account = ReturnType<typeof createAccount>;

export function createAccount(keeper: SessionKeeper, now: () => Date = () => new Date()) {
  const session = shallowRef<Session>();
  /** The server no longer accepts the token: what is here stays, but nothing goes out before a new login. */
  const isRefused = shallowRef(false);

  async function take(next: Session | undefined): Promise<void> {
    session.value = next;
    isRefused.value = false;
    speakAs(next?.token ?? null);
    await (next ? keeper.save(next) : keeper.forget());
  }

  async function whoAmI(): Promise<Pick<Session, "username" | "fullName" | "roles">> {
    const me = await data(api.GET("/v1/me"));
    const today = dayOf(now());
    const held = me.roles.filter((grant) => holdsOn(today, grant.valid_from, grant.valid_to));
    return {
      username: me.username,
      fullName: me.full_name,
      roles: held.map((grant) => ({ role: grant.role as Role, areaCode: grant.area_code })),
    };
  }

  /** Throws the Problem when name or password is wrong, after too many attempts, or without a network. */
  async function logIn(username: string, password: string, deviceId?: string): Promise<void> {
    const before = session.value;
    speakAs(null);
    try {
      const body = { username: username.trim(), password, device_id: deviceId ?? null };
      const opened = await data(api.POST("/v1/sessions", { body }));
      speakAs(opened.token);
      const who = await whoAmI();
      await take({ token: opened.token, expiresAt: opened.expires_at, userId: opened.user_id, ...who });
    } catch (error) {
      speakAs(before?.token ?? null);
      throw error;
    }
  }

  /** Forgets the session here at once; the server hears of it when it can be reached. */
  async function logOut(): Promise<void> {
    // Begun while the token is still ours to send.
    const ended = send("/v1/sessions/current", { method: "DELETE" }).catch(() => undefined);
    await take(undefined);
    await ended;
  }

  /** Takes up the session of the last time, and asks the server for today's roles when there is a network. */
  async function restore(): Promise<void> {
    const kept = await keeper.load();
    if (!kept) return;
    session.value = kept;
    speakAs(kept.token);
    void refresh();
  }

  /** Reads name and roles again; without a network the kept ones stay. */
  async function refresh(): Promise<void> {
    const asked = session.value;
    try {
      const who = await whoAmI();
      if (asked && asked === session.value) await take({ ...asked, ...who });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }

  function holds(...roles: readonly Role[]): boolean {
    return session.value?.roles.some((held) => roles.includes(held.role)) ?? false;
  }

  whenRefused(() => (isRefused.value = true));
  return {
    session: computed(() => session.value),
    isRefused: computed(() => isRefused.value),
    holds,
    logIn,
    logOut,
    restore,
    refresh,
  };
}
