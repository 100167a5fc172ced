// What browsers have and Debian's typescript 4.8 does not know yet.

declare var trustedTypes:
  | undefined
  | { createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string } };
