// Two ways to the same process: a signal behind the protocol, and a socket that sends back what it gets.
import net from 'node:net';

const outputType = { scalarType: 'NUMBER' };

/**
 * Sends every frame (4-byte big-endian length, then so many bytes) back as it came, one write each: the least a call can do.
 * @param {net.Socket} socket
 */
function echo(socket) {
  let rest = Buffer.alloc(0);
  socket.setNoDelay(true).on('error', () => socket.destroy()).on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (rest.length - at >= 4) {
      const end = at + 4 + rest.readUInt32BE(at);
      if (end > rest.length) break;
      socket.write(rest.subarray(at, end));
      at = end;
    }
    rest = rest.subarray(at);
  });
}

/** @param {{ config: { echoPort: number } }} context */
function createSignals(context) {
  net.createServer(echo).listen(context.config.echoPort, '127.0.0.1').unref();
  return [{
    signalTypeId: 'BENCH_LENGTH',
    signal: {
      id: { type: 'BENCH_LENGTH' },
      displayName: 'Length',
      description: 'The length of the text.',
      docsUrl: null,
      recommendedThresholds: null,
      supportedLanguages: 'ALL',
      pricingStructure: { type: 'FREE' },
      eligibleInputs: ['STRING'],
      outputType,
      getCost: () => 1,
      needsMatchingValues: false,
      eligibleSubcategories: [],
      needsActionPenalties: false,
      integration: 'COOP_BENCH_ECHO',
      allowedInAutomatedRules: true,
      /** @param {{ value: { value: string } }} input */
      run: async (input) => {
        if (input.value.value === 'crash') process.kill(process.pid, 'SIGKILL');
        return { outputType, score: input.value.value.length };
      },
      getDisabledInfo: async () => ({ disabled: false }),
    },
  }];
}

export default {
  manifest: { id: 'COOP_BENCH_ECHO', name: 'Bench', version: '1.0.0', requiresConfig: false, signalTypeIds: ['BENCH_LENGTH'] },
  createSignals,
};
