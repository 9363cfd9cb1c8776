/**
 * Which roles use which part of the desk, as field_api/identity/rules.py has it: for menus and buttons only, so that
 * nobody presses what is refused. The server has the last word.
 */
import type { Role } from "@/ground/account";

export const RIGHTS = {
  readRegistry: ["kelurahan", "dinsos_reviewer", "dinsos_approver", "auditor"],
  exportRegistry: ["dinsos_reviewer", "dinsos_approver", "auditor"],
  unmaskNik: ["dinsos_reviewer", "dinsos_approver"],
  importPeople: ["dinsos_reviewer"],
  readCases: ["dinsos_reviewer", "dinsos_approver", "auditor"],
  readAssignments: ["dinsos_reviewer", "dinsos_approver", "auditor"],
  assignVisits: ["dinsos_reviewer"],
  reviewAgain: ["dinsos_reviewer"],
  readQuality: ["dinsos_approver", "auditor"],
  readLists: ["dinsos_reviewer", "dinsos_approver", "auditor"],
  prepareLists: ["dinsos_reviewer", "dinsos_approver"],
  endorseLists: ["dinsos_approver"],
  readRounds: ["kelurahan", "dinsos_reviewer", "dinsos_approver", "auditor"],
  manageRounds: ["dinsos_reviewer", "dinsos_approver"],
  readUsers: ["auditor", "administrator"],
  manageUsers: ["administrator"],
  readRecord: ["auditor"],
} satisfies Record<string, readonly Role[]>;
