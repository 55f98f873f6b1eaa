import type { Resolvers } from '../generated/resolvers.ts';

export const kreisverbandResolvers = {
  Gemeindetag: {
    kreisverbaende: (_association, _args, { kreisverbaende }) => kreisverbaende.findAll(),
  },
  GemeindetagMember: {
    kreisverband: (member, _args, { kreisverbaende }) => kreisverbaende.findOfMember(member),
  },
} satisfies Resolvers;
