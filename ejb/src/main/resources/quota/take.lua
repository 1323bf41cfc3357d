-- Reserves, looks, or tells of a reservation that was made without Redis. Atomic, as all scripts.
--
-- KEYS: built, open, leases, done; then for each payer: used, requests. All share one hash tag.
-- ARGV: mode (reserve | look | adopt), epoch, id, now (ms), tokens, micros, day, month,
--       lease until (ms), record; then for each payer four limits, 0 for none.
-- Gives: unbuilt; repeated; known; or granted/refused, payer, limit, next request;
--        then for each payer: requests, tokens, micros, running.
if redis.call('GET', KEYS[1]) ~= ARGV[2] then
  return {'unbuilt'}
end
local mode, id, now = ARGV[1], ARGV[3], tonumber(ARGV[4])
local tokens, micros = tonumber(ARGV[5]), tonumber(ARGV[6])
local day, month = 't:' .. ARGV[7], 'm:' .. ARGV[8]
if mode ~= 'look'
    and (redis.call('HEXISTS', KEYS[2], id) == 1 or redis.call('EXISTS', KEYS[4]) == 1) then
  return {mode == 'adopt' and 'known' or 'repeated'}
end

local standings, payer, limit, next_request = {}, 0, 0, 0
for i = 1, (#KEYS - 4) / 2 do
  local used, requests = KEYS[3 + 2 * i], KEYS[4 + 2 * i]
  -- a minute ago, or of a future that a clock set back has left behind
  redis.call('ZREMRANGEBYSCORE', requests, '-inf', now - 60000)
  redis.call('ZREMRANGEBYSCORE', requests, now + 60000, '+inf')
  local asked = redis.call('ZCARD', requests)
  local h = redis.call('HMGET', used, day, month, 'ht', 'hm', 'n')
  local t = tonumber(h[1] or '0') + tonumber(h[3] or '0')
  local m = tonumber(h[2] or '0') + tonumber(h[4] or '0')
  local n = tonumber(h[5] or '0')
  local at = 10 + 4 * (i - 1)
  local most = {}
  for k = 1, 4 do
    most[k] = tonumber(ARGV[at + k])
  end
  local wait = 0
  if most[1] > 0 and asked >= most[1] then
    local first = redis.call('ZRANGE', requests, asked - most[1], asked - most[1], 'WITHSCORES')
    wait = tonumber(first[2]) + 60000
  end
  if payer == 0 then
    if wait > 0 then payer, limit, next_request = i, 1, wait
    elseif most[2] > 0 and t + tokens > most[2] then payer, limit = i, 2
    elseif most[3] > 0 and m + micros > most[3] then payer, limit = i, 3
    elseif most[4] > 0 and n + 1 > most[4] then payer, limit = i, 4
    end
  end
  for _, figure in ipairs({asked, t, m, n, wait}) do
    standings[#standings + 1] = figure
  end
end

if mode ~= 'look' and (mode == 'adopt' or payer == 0) then
  payer, limit = 0, 0
  redis.call('HSET', KEYS[2], id, ARGV[10])
  redis.call('ZADD', KEYS[3], ARGV[9], id)
  for i = 1, (#KEYS - 4) / 2 do
    local used, requests = KEYS[3 + 2 * i], KEYS[4 + 2 * i]
    redis.call('HINCRBY', used, 'ht', ARGV[5])
    redis.call('HINCRBY', used, 'hm', ARGV[6])
    redis.call('HINCRBY', used, 'n', 1)
    redis.call('ZADD', requests, ARGV[4], id)
    redis.call('PEXPIRE', requests, 120000)
  end
end
local answer = {payer == 0 and 'granted' or 'refused', payer, limit, next_request}
for _, figure in ipairs(standings) do
  answer[#answer + 1] = figure
end
return answer
