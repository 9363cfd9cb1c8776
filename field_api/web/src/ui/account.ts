/** The account as components find it: `const account = useAccount()`. */
import { inject, type InjectionKey } from "vue";
import type { Account } from "@/ground/account";

export const ACCOUNT: InjectionKey<Account> = Symbol("account");

export function useAccount(): Account {
  const account = inject(ACCOUNT);
  if (!account) throw new Error("The app provides no account.");
  return account;
}
