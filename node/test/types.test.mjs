import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('the types of the runner hold', () => {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'check', '--silent'], { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
});
