// What the console says: English, Chinese.

const WORDS = {
  // the frame
  operations: ["Operations", "运维"], skip: ["Skip to content", "跳到内容"], close: ["Close", "关闭"], actions: ["Actions", "操作"],
  overview: ["Overview", "概览"], tasks: ["Tasks", "任务"], queues: ["Queues", "队列"], nodes: ["Nodes", "节点"], models: ["Models", "模型"],
  safety: ["Safety", "安全"], budgets: ["Budgets", "预算"], audit: ["Audit", "审计"], settings: ["Settings", "设置"],
  learnersPage: ["Learner's page", "学习页面"], adminCenterWhat: ["Liberty's own console: the server, its configuration and batch jobs", "Liberty 自带的控制台：服务器、配置与批处理作业"],
  otherLanguage: ["中文", "English"], theme: ["Theme: {theme}", "主题：{theme}"], theme_auto: ["device", "跟随设备"], theme_light: ["light", "浅色"], theme_dark: ["dark", "深色"],
  signOut: ["Sign out", "退出"], signIn: ["Sign in", "登录"], signedOut: ["You were signed out. Sign in again.", "你已退出，请重新登录。"],
  asOf: ["live · {time}", "实时 · {time}"], notReached: ["not reached since {time}", "自 {time} 起无法连接"],
  cannotBeReached: ["Sparkle cannot be reached.", "无法连接 Sparkle。"], triesAgain: ["It is tried again every few seconds. On the server: ./sparkle status", "每隔几秒重试一次。请在服务器上运行：./sparkle status"],
  loading: ["Loading…", "加载中……"], startOver: ["Show all", "显示全部"], no: ["Leave it", "不操作"], change: ["Change", "更改"], open: ["Open", "打开"],
  now: ["now", "刚刚"], ago: ["{time} ago", "{time}前"], in: ["in {time}", "{time}后"], days: ["{n} days", "{n} 天"], unit_ms: ["ms", "毫秒"], unit_s: ["s", "秒"], unit_min: ["min", "分钟"], unit_h: ["h", "小时"],
  hour: ["Hour", "小时"], day: ["Day", "天"], week: ["Week", "周"], month: ["Month", "月"], anyTime: ["Any time", "任何时间"], all: ["All", "全部"],
  newest: ["‹ Newest", "‹ 最新"], older: ["Older ›", "更早 ›"], widen: ["Widen the filter to see more.", "放宽筛选条件以查看更多。"], notInList: ["This is not in the list as it is narrowed now.", "当前筛选结果中没有此项。"],
  // the door
  doorWhat: ["The operations console. For accounts with the role operator.", "运维控制台，仅限具有 operator 角色的账户。"], email: ["E-mail", "电子邮件"], password: ["Password", "密码"], newPassword: ["A password of your own", "设置你自己的密码"],
  passwordRule: ["8 characters or more, and none that is often used", "至少 8 个字符，且不要使用常见密码"], notOperator: ["This account is no operator. An operator can make it one: ./sparkle operator role", "此账户不是运维人员。运维人员可用 ./sparkle operator role 授权。"],
  firstOperator: ["The first operator is made on the server:", "第一个运维账户在服务器上创建："],
  // overview
  allIsWell: ["All is well.", "一切正常。"], oneNeedsYou: ["One thing needs you.", "有一件事需要处理。"], someNeedYou: ["{n} things need you.", "有 {n} 件事需要处理。"], runbook: ["runbook", "手册"],
  databaseDown: ["PostgreSQL does not answer.", "PostgreSQL 无响应。"], redisDown: ["Redis is away; budgets are counted on each node.", "Redis 不可用，预算由各节点自行计算。"], nodesSilent: ["{n} of the nodes have gone silent.", "有 {n} 个节点失去响应。"],
  guardianOpen: ["{n} severe events that nobody has looked at.", "有 {n} 个严重事件无人查看。"], circuitsOpen: ["The circuit of {names} is open.", "{names} 的熔断器已断开。"], modelsOff: ["A model is switched off.", "有模型已停用。"],
  answersFail: ["{share} of the answers fail.", "{share} 的回答失败。"], answersSlow: ["The first words take {time}.", "首字需要 {time}。"], tasksWait: ["{n} tasks wait.", "有 {n} 个任务在等待。"], tasksFail: ["{share} of the tasks go dead.", "{share} 的任务失败。"],
  tasksDead: ["{n} tasks are dead.", "有 {n} 个死任务。"], queuesPaused: ["{n} queues are paused.", "有 {n} 个队列已暂停。"], tokensShort: ["{share} of today's tokens are used.", "今日令牌已用 {share}。"], moneyShort: ["{share} of this month's money is used.", "本月费用已用 {share}。"],
  figures: ["Figures", "数据"], answersAMinute: ["Answers a minute", "每分钟回答"], noneFailed: ["none failed", "无失败"], shareFailed: ["{share} failed", "{share} 失败"], firstWords: ["First words", "首字时间"], p95: ["95 of 100 are faster", "95% 的回答更快"],
  underWay: ["Answers under way", "进行中的回答"], openSockets: ["{n} open sockets", "{n} 个连接"], refused: ["Refused", "已拒绝"], ofQuestions: ["of {n} questions", "共 {n} 个问题"], tasksAMinute: ["Tasks a minute", "每分钟任务"],
  noneDead: ["none dead", "无死任务"], shareDead: ["{share} dead", "{share} 死任务"], waiting: ["Waiting", "等待中"], runningNow: ["{n} running", "{n} 个运行中"], dead: ["Dead", "死任务"], deadLetters: ["given up, to be retried", "已放弃，可重试"],
  tokensToday: ["Tokens today", "今日令牌"], spentThisMonth: ["Spent this month", "本月费用"], ofLimit: ["of {limit}", "上限 {limit}"], noLimit: ["no limit", "无上限"], history: ["History", "历史"], range: ["Range", "范围"],
  answersByOutcome: ["Answers", "回答"], answers: ["answers", "回答"], failed: ["failed", "失败"], howLong: ["How long answers take", "回答耗时"], wholeAnswer: ["whole answer", "完整回答"], tasksEnded: ["Tasks that ended", "已结束的任务"], ended: ["ended", "已结束"],
  tokensUsed: ["Tokens of answers", "回答所用令牌"], tokens: ["tokens", "令牌"], runningTasks: ["Running now", "正在运行"], nothingRuns: ["Nothing runs now.", "目前没有任务运行。"], noNodes: ["No node has told of itself yet.", "尚无节点上报。"], socketsAndAnswers: ["{sockets} sockets · {answers} answers", "{sockets} 连接 · {answers} 回答"],
  allNodes: ["Node by node", "各节点"], allBudgets: ["In force", "生效的预算"],
  nSilent: ["{n} silent", "{n} 个无响应"], allUp: ["all up", "全部正常"],
  node_up: ["up", "正常"], node_silent: ["silent", "无响应"], node_ended: ["ended", "已结束"],
  // tasks
  task: ["Task", "任务"], state: ["State", "状态"], type: ["Type", "类型"], queue: ["Queue", "队列"], attempt: ["Attempt", "尝试"], submitted: ["Submitted", "提交时间"], errorHas: ["Error contains", "错误包含"], account: ["Account", "账户"], batch: ["Batch", "批次"], sight: ["How it is", "情况"],
  state_scheduled: ["scheduled", "已计划"], state_queued: ["queued", "排队中"], state_running: ["running", "运行中"], state_retrying: ["retrying", "重试中"], state_succeeded: ["succeeded", "成功"], state_dead: ["dead", "死任务"], state_cancelled: ["cancelled", "已取消"],
  retryAll: ["Retry all of these…", "全部重试……"], cancelAll: ["Cancel all of these…", "全部取消……"], progress: ["Progress", "进度"], took: ["took {time}", "耗时 {time}"], noTasks: ["No tasks here.", "没有任务。"], noTasksYet: ["Uploading material or exporting data makes some.", "上传资料或导出数据会产生任务。"],
  noSuchTask: ["This task is not there any more.", "此任务已不存在。"], retry: ["Retry", "重试"], cancelTask: ["Cancel the task", "取消任务"], cancelTasks: ["Cancel the tasks", "取消这些任务"], cancelAsked: ["It was asked to stop.", "已请求停止。"], error: ["Error", "错误"], id: ["Id", "编号"], node: ["Node", "节点"],
  priority_high: ["high priority", "高优先级"], priority_default: ["default priority", "默认优先级"], priority_low: ["low priority", "低优先级"], ofAttempts: ["{n} of {all}", "{n} / {all}"], mayStart: ["May start", "可开始"], started: ["Started", "开始"], endedAt: ["Ended", "结束"],
  attempts: ["Attempts", "尝试记录"], noAttempts: ["No attempt is on record.", "没有尝试记录。"], outcome_running: ["running", "运行中"], outcome_succeeded: ["succeeded", "成功"], outcome_failed: ["failed", "失败"], outcome_timed_out: ["timed out", "超时"], outcome_crashed: ["its node died", "节点终止"], outcome_cancelled: ["cancelled", "已取消"],
  payload: ["Payload", "输入"], result: ["Result", "结果"], ofType: ["of the type {type}", "类型为 {type}"], ofQueue: ["of the queue {queue}", "队列为 {queue}"], withError: ["with “{error}” in the error", "错误含“{error}”"], sinceHours: ["of the last {n} h", "最近 {n} 小时"],
  nothingMatches: ["No task fits any more.", "已没有符合的任务。"], retryManyOne: ["Retry one dead task {which}?", "重试 1 个死任务 {which}？"], cancelManyOne: ["Cancel one task {which}?", "取消 1 个任务 {which}？"], retryMany: ["Retry {n} dead tasks {which}?", "重试 {n} 个死任务 {which}？"], retriedMany: ["{n} tasks were taken up again.", "已重新执行 {n} 个任务。"], cancelMany: ["Cancel {n} tasks {which}?", "取消 {n} 个任务 {which}？"], cancelledMany: ["{n} tasks were cancelled.", "已取消 {n} 个任务。"],
  cancelOne: ["Cancel the task {id}? What it has done stays.", "取消任务 {id}？已完成的部分会保留。"], retried: ["The task was taken up again.", "任务已重新执行。"], cancelled: ["The task was cancelled.", "任务已取消。"],
  // queues
  paused: ["paused", "已暂停"], active: ["active", "运行"], pause: ["Pause", "暂停"], resume: ["Resume", "恢复"], atATime: ["At a time", "并发数"], changeAtATime: ["{queue}: {n} at a time, change", "{queue}：并发 {n}，更改"], noQueues: ["There are no queues yet.", "尚无队列。"],
  pauseWhat: ["Pause the queue {queue} on all nodes?", "在所有节点上暂停队列 {queue}？"], pauseMore: ["Nothing of it starts until it is resumed; {n} that run go on.", "恢复之前不会启动新任务；正在运行的 {n} 个继续。"], pausedNow: ["{queue} is paused.", "{queue} 已暂停。"], resumedNow: ["{queue} goes on.", "{queue} 已恢复。"],
  atATimeWhat: ["How many tasks of {queue} shall each worker run at a time?", "每个工作节点同时运行多少个 {queue} 任务？"], atATimeMore: ["0 to 1000; 0 lets none start. At once, on every node, over restarts.", "0 到 1000；0 表示不启动。立即在所有节点生效，重启后保留。"], atATimeNow: ["{queue}: {n} at a time.", "{queue}：并发 {n}。"],
  lastHour: ["By type, the last hour", "按类型，最近一小时"], nothingEnded: ["No task ended within the last hour.", "最近一小时没有任务结束。"], repeated: ["Repeated", "重试过"], ranMedian: ["Ran, median", "运行中位数"], ranP95: ["Ran, 95 %", "运行 95%"], waitedP95: ["Waited, 95 %", "等待 95%"],
  workers: ["Workers", "工作节点"], noWorkers: ["Nobody works.", "没有工作节点。"], noWorkersWhy: ["Start one on the server: ./sparkle up --workers 1", "请在服务器上启动：./sparkle up --workers 1"], since: ["Since", "自"], lease: ["Lease until", "租约至"],
  schedules: ["Schedules", "定时计划"], noSchedules: ["Nothing comes back by the calendar.", "没有定时计划。"], name: ["Name", "名称"], calendar: ["Calendar", "日历"], next: ["Next", "下次"], last: ["Last", "上次"], missed: ["If missed", "错过时"], missed_skip: ["skipped", "跳过"], missed_run_once: ["run once", "补一次"],
  // nodes
  sockets: ["Sockets", "连接"], noAnswers: ["Nobody is being answered now.", "目前没有正在进行的回答。"], learnersConnected: ["of learners", "学习者"], answersNow: ["on all nodes", "所有节点"], up: ["up", "正常"], down: ["down", "停止"], away: ["away", "不可用"], seenBy: ["as {node} sees it", "{node} 所见"], memory: ["Memory", "内存"], load: ["Load", "负载"], threads: ["Threads", "线程"], role_web: ["web", "网页"], role_worker: ["worker", "任务"],
  // models
  noModel: ["No model is configured.", "未配置模型。"], noModelWhy: ["Answers are the material's own sentences. With SPARKLE_LLM_BASE_URL and SPARKLE_LLM_MODEL any OpenAI-compatible server answers.", "回答取自资料原文。设置 SPARKLE_LLM_BASE_URL 和 SPARKLE_LLM_MODEL 可使用任何兼容 OpenAI 的服务器。"],
  allModels: ["All models", "所有模型"], killSwitch: ["The kill switch: takes every model out of use, on every node. Learners get the material's own sentences then.", "总开关：在所有节点上停用全部模型，此时学习者得到资料原文。"], switchAllOff: ["Switch all off", "全部停用"], switchAllOn: ["Switch all on", "全部启用"], switchOff: ["Switch off", "停用"], switchOn: ["Switch on", "启用"],
  offSince: ["Switched off", "停用于"], offWithAll: ["Off, since all are.", "随全部停用。"], askedFirst: ["asked first", "首选"], askedAfter: ["asked as number {n}", "第 {n} 顺位"], circuits: ["Circuits", "熔断器"], circuit: ["Circuit", "熔断器"], circuit_closed: ["closed", "闭合"], circuit_halfOpen: ["trying", "试探"], circuit_open: ["open", "断开"],
  calls: ["Calls", "调用"], inAndOut: ["{input} in · {output} out", "输入 {input} · 输出 {output}"], cost: ["Cost", "费用"], sinceStart: ["Counted on all nodes that are up, each since its start.", "统计所有正常节点，各自启动以来。"], byNode: ["By node", "按节点"], model: ["Model", "模型"],
  offWhat: ["Take {name} out of use, on every node?", "在所有节点上停用 {name}？"], offMore: ["Answers under way end; new questions go to the next in the chain.", "进行中的回答将结束；新问题交给链中的下一个。"], whyOff: ["Why (learners do not see it)", "原因（学习者看不到）"], offNow: ["{name}: switched off.", "{name} 已停用。"], onNow: ["{name}: switched on.", "{name} 已启用。"],
  // safety
  severe: ["Somebody must look", "需要有人查看"], lookedAt: ["I have looked at it", "我已查看"], times: ["{n} times", "{n} 次"], acknowledged: ["It is on record that you have looked.", "已记录你已查看。"],
  layer_input: ["Questions", "问题"], layer_quota: ["Budgets", "预算"], layer_call: ["Call", "调用"], layer_output: ["Answers", "回答"], layer_monitor: ["Monitoring", "监控"], concern: ["Signs of danger", "危险迹象"], mode_enforce: ["enforced", "强制"], mode_shadow: ["shadow", "影子"], mode_off: ["off", "关闭"],
  byReason: ["By reason", "按原因"], byRule: ["By rule", "按规则"], reason: ["Reason", "原因"], rule: ["Rule", "规则"], rules: ["Rules", "规则"], done: ["Done", "已执行"], wouldHave: ["Shadow", "影子"], falseAlarms: ["False alarms", "误报"], mostFrequent: ["the {n} most frequent of {all}", "{all} 中最常见的 {n}"], ofMarked: ["{n} of {all}", "{n} / {all}"], nothingRefused: ["Nothing was refused or changed.", "没有拒绝或更改。"], noRules: ["No rule spoke.", "没有规则命中。"],
  events: ["Events", "事件"], event: ["Event", "事件"], marks: ["Looked at", "查看"], notLookedAt: ["New", "未查看"], lookedAtBefore: ["Looked at", "已查看"], layer: ["Layer", "层"], howDecided: ["Mode", "模式"], reallyDone: ["done", "已执行"], onlyShadow: ["only shadow", "仅影子"], decision: ["Decision", "决定"], score: ["Score", "得分"], at: ["When", "时间"], mark: ["Mark", "标记"], right: ["right", "正确"], falseAlarm: ["false alarm", "误报"],
  decision_blocked: ["refused", "拒绝"], decision_rewritten: ["changed", "改写"], decision_masked: ["masked", "遮盖"], decision_shadow_blocked: ["would refuse", "将拒绝"], decision_shadow_rewritten: ["would change", "将改写"], decision_shadow_masked: ["would mask", "将遮盖"], decision_noticed: ["noticed", "注意到"], decision_refused: ["refused", "拒绝"],
  noEvents: ["No events here.", "没有事件。"], noEventsWhy: ["What the layers refuse or change appears here, without anybody's words.", "各层拒绝或更改的内容会显示在此，不含任何人的话。"], exportExamples: ["Save the examples (JSONL)", "保存示例（JSONL）"], noExamples: ["No examples yet. Write one when you mark an event.", "尚无示例。标记事件时可以写一个。"], examplesSaved: ["{n} examples, for: ./sparkle safety eval DIR", "{n} 个示例，用于：./sparkle safety eval DIR"],
  example: ["An example in your own words (optional)", "用你自己的话写一个示例（可选）"], exampleWhy: ["What the learner wrote is not kept here. A sentence of yours that shows the same goes into the evaluation set; it may name nobody.", "这里不保存学习者写的内容。你写的同类句子会进入评估集，不得提及任何人。"], exampleLanguage: ["Its language", "语言"], markFalseAlarm: ["False alarm", "误报"], markRight: ["It was right", "判断正确"], unmark: ["Take the mark back", "撤销标记"], unmarkWhat: ["Take the mark back, with its example?", "撤销标记及其示例？"], unmarked: ["The mark is gone.", "标记已撤销。"],
  markedFalse: ["Marked as a false alarm.", "已标记为误报。"], markedRight: ["Marked as right.", "已标记为正确。"], exampleBlocked: ["Your example is refused, too (score {score}).", "你的示例同样被拒绝（得分 {score}）。"], examplePasses: ["Your example would pass (score {score}).", "你的示例会通过（得分 {score}）。"], ofMaterial: ["none: it was about material", "无：关于资料"], answer: ["Answer", "回答"], record: ["Record", "记录"], withExample: ["with an example", "含示例"], noWords: ["Nobody's words are kept with an event.", "事件不保存任何人的话。"], wasItRight: ["Was it right?", "判断正确吗？"],
  // budgets
  requestsPerMinute: ["Questions a minute", "每分钟问题"], tokensPerDay: ["Tokens a day", "每日令牌"], microsPerMonth: ["Money a month", "每月费用"], concurrentAnswers: ["Answers at a time", "同时回答"], payer_account: ["Each account", "每个账户"], payer_address: ["Guests of one address", "同一地址的访客"], payer_class: ["Each class", "每个班级"], payer_guests: ["All guests", "所有访客"], payer_installation: ["Everybody", "所有人"], payer_one_account: ["Account", "账户"], payer_one_address: ["Address", "地址"], payer_one_class: ["Class", "班级"],
  useUnknown: ["Redis cannot tell now.", "Redis 目前无法给出数据。"], budget: ["Budget", "预算"], whose: ["Whose", "对象"], changed: ["Changed", "更改"], asConfigured: ["as configured", "按配置"], ownBudget: ["A budget of its own…", "单独预算……"], ownBudgetWhat: ["Whose budget?", "谁的预算？"], ownBudgetMore: ["account:ID or class:ID", "account:编号 或 class:编号"], noSuchBudget: ["There is no such budget.", "没有这样的预算。"],
  budgetWhy: ["0 is without limit. Money in millionths. On all nodes within two seconds, over restarts.", "0 表示无上限。费用以百万分之一计。两秒内在所有节点生效，重启后保留。"], setBudgetWhat: ["Change the budget: {whose}?", "更改预算：{whose}？"], budgetSet: ["Changed: {whose}.", "已更改：{whose}。"], resetBudget: ["As configured again", "恢复配置"], resetBudgetWhat: ["Take the change back: {whose}?", "撤销更改：{whose}？"], budgetReset: ["As configured: {whose}.", "已恢复配置：{whose}。"],
  // audit
  kind: ["Kind", "种类"], search: ["Search", "搜索"], severity: ["Severity", "严重程度"], severity_info: ["info", "信息"], severity_warning: ["warning", "警告"], severity_severe: ["severe", "严重"], what: ["What", "内容"], object: ["Object", "对象"], noRecords: ["No records here.", "没有记录。"], anchor: ["Anchor", "锚点"], hash: ["Hash", "哈希"],
  kind_operator: ["Operators", "运维"], kind_verdict: ["Verdicts", "判定"], kind_end: ["Ends", "结束"], kind_sign_in: ["Sign-ins", "登录"], kind_anchor: ["anchor", "锚点"], kind_start: ["start", "启动"], kind_stop: ["stop", "停止"], kind_gap: ["gap", "缺口"], kind_head_changed: ["head changed", "链尾变化"],
  auditWhy: ["Accounts appear by a pseudonym. Whether the chains are whole: ./sparkle audit verify", "账户以假名显示。验证链是否完整：./sparkle audit verify"],
  // settings
  logLevels: ["Log levels", "日志级别"], logLevelsWhy: ["In force on all nodes within seconds, over restarts, until they are taken back.", "数秒内在所有节点生效，重启后保留，直到撤销。"], noLevels: ["All loggers are as configured.", "所有日志器均按配置。"], logger: ["Logger", "日志器"], level: ["Level", "级别"], resetLevel: ["Take back", "撤销"], quietWhat: ["Let {logger} tell no warnings any more?", "不再记录 {logger} 的警告？"], levelSet: ["{logger}: {level}.", "{logger}：{level}。"], levelReset: ["{logger} is as configured.", "{logger} 已恢复配置。"],
  level_off: ["off", "关闭"], level_error: ["error", "错误"], level_warning: ["warning", "警告"], level_info: ["info", "信息"], level_debug: ["debug", "调试"], level_trace: ["trace", "跟踪"],
  configuration: ["Configuration", "配置"], ofNode: ["of {node}, secrets masked", "{node}，机密已遮盖"], onlyGiven: ["Set here", "已设置"], noSettings: ["No setting fits.", "没有符合的设置。"], setting: ["Setting", "设置项"], value: ["Value", "值"], source: ["From", "来源"], whyDefault: ["Why the default", "默认值的理由"], nothingSet: ["(empty)", "（空）"], shipped: ["default: {value}", "默认：{value}"],
  liveSettings: ["Changed while running", "运行中更改"], noChanges: ["Nothing was changed while the nodes ran.", "运行期间没有更改。"], liveWhat: ["Set {name} to {value} on all nodes?", "在所有节点把 {name} 设为 {value}？"], reverted: ["{text}: as before.", "{text}：已恢复。"], "source_live change": ["live change", "运行中更改"], "source_secrets file": ["secrets file", "机密文件"],
  "source_default": ["default", "默认"], "source_environment": ["environment", "环境变量"], "source_system property": ["system property", "系统属性"], "source_server variable": ["server variable", "服务器变量"],
  // reasons of the layers
  reason_instruction_override: ["Overrides instructions", "覆盖指令"], reason_jailbreak: ["Jailbreak", "越狱"], reason_prompt_leak: ["Asks for the prompt", "索取提示词"], reason_obfuscation: ["Hidden signs", "隐藏字符"], reason_harmful_request: ["Asks for harm", "有害请求"], reason_self_harm: ["Self-harm", "自伤"], reason_threat: ["Threat", "威胁"], reason_exploitation: ["Exploitation", "侵害"], reason_repeated_attacks: ["Repeated attacks", "反复攻击"], reason_too_long: ["Too long", "过长"],
};

export const language = () => (document.documentElement.lang === "zh" ? "zh" : "en");

/** The console's words for something; {name} in them is filled in. */
export function t(key, values = {}) {
  const [english, chinese] = WORDS[key] ?? [key, key];
  return (language() === "zh" ? chinese : english).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

const KEPT = "sparkle.looks"; // the same as on the learner's page

/** The theme and the language that were chosen on this device; absent: as the device has them. */
export const looks = {
  get() {
    try { return JSON.parse(localStorage.getItem(KEPT) ?? "{}"); } catch { return {}; }
  },
  set(changes) { localStorage.setItem(KEPT, JSON.stringify({ ...this.get(), ...changes })); },
};
