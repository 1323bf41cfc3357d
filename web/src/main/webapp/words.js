// What the page says, in English and Chinese. What the tutor says comes from the server.

const WORDS = {
  en: {
    askAboutThisCourse: "Ask about this course",
    "askAboutThisCourse…": "Ask about this course…",
    everyAnswerNamesItsPages: "Every answer names the pages that it rests on.",
    yourQuestion: "Your question", send: "Send", stop: "Stop", menu: "Menu", close: "Close",
    cancel: "Cancel", more: "Show more", title: "Title",
    conversation: "Conversation", conversations: "Conversations", newConversation: "New conversation",
    searchConversations: "Search conversations", nothingFound: "Nothing found.",
    noConversations: "What you ask will be listed here.",
    rename: "Rename", delete: "Delete", exportOne: "Save as Markdown",
    renameWhat: "A new title for this conversation:",
    deleteConversation: "Delete “{title}” with all its answers? It cannot be brought back.",
    howToHelp: "How to help", explain: "Explain", hint: "Hint", quiz: "Quiz",
    whatIsLeft: "What is left of your budget",
    checking: "checking…", retrieving: "looking in the material…", thinking: "thinking…",
    stopped: "stopped", interrupted: "The answer was interrupted.", declined: "This was not answered.",
    leftOut: "Left out for safety: {list}.", askAgain: "Ask again", source: "source {n}",
    page: "p. {n}", open: "Open", copy: "Copy", copied: "Copied", copyCode: "Copy code",
    regenerate: "Answer again", edit: "Edit and ask again", askingAgain: "You are changing an earlier question.",
    good: "Good answer", bad: "Poor answer", thanks: "Thank you.", version: "{n} of {all}",
    olderAnswer: "Earlier version", newerAnswer: "Later version",
    reconnecting: "reconnecting…",
    cannotBeReached: "Sparkle cannot be reached. Check the network.",
    reloadLater: "Sparkle cannot be reached. Reload this page later.",
    tooManyWindows: "Too many windows are open. Close one, then reload this page.",
    noSuchConversation: "This conversation is not here, or not yours.",
    nothingLeft: "Nothing left for today{until}.", until: " until {time}",
    oneQuestionLeft: "1 question left this minute", questionsLeft: "{n} questions left this minute",
    tokensLeft: "{n} tokens left today",
    materials: "Materials", addFile: "Add a file", kindsOfFile: "PDF, Markdown, HTML or text; only you see it.",
    noMaterials: "Nothing here yet.", share: "Share", shareWith: "Who may use “{title}”:", noOwnClasses: "You teach no class. Make one under your account.", uploading: "uploading", queued: "waiting", ingesting: "being read",
    ready: "ready", failed: "failed", forAll: "for everyone", fromClass: "from a class", mine: "yours", passages: "{n} passages",
    deleteMaterial: "Delete “{title}”? Answers will not use it any more.",
    sourceGone: "This material has changed since, or is not there any more. The answer had quoted:",
    guest: "Guest", account: "Account", signIn: "Sign in", signOut: "Sign out", signOutAll: "Sign out everywhere",
    register: "Keep this account", registerWhy: "You are a guest on this device. With an e-mail address and a password your conversations are yours on every device.",
    haveAccount: "I have an account", email: "E-mail", password: "Password", name: "Name (optional)",
    passwordRule: "8 characters or more, and none that is often used", signedInAs: "Signed in as {name}.",
    signInLeaves: "What you asked here as a guest stays with the guest.",
    forgotten: "Forgotten the password?", resetSent: "If there is such an account, a letter is on its way.",
    exportAll: "Save all conversations", markdown: "Markdown", json: "JSON",
    deleteAccount: "Delete account", deleteAccountWhat: "Delete your account with all conversations and materials? It cannot be brought back. Your password:",
    newPassword: "A password of your own", signInWith: "Sign in with {name}", newClass: "New class", className: "Name of the new class:",
    learners: "{n} learners", part_teacher: "teacher", part_learner: "learner", part_guardian: "guardian",
    classes: "Classes", joinClass: "Join", classCode: "Class code", noClasses: "You are in no class.", leave: "Leave",
    leaveClass: "Leave “{title}”? Its materials are then not there for you.",
    language: "中文", themeAuto: "Like the device", themeLight: "Light", themeDark: "Dark", theme: "Colours: {theme}",
    yourAnswer: "Your answer…", askForHint: "What are you working on?", askForQuiz: "Quiz me on…",
    anotherHint: "Another hint", anotherQuestion: "Another question",
    right: "right", partly: "partly right", wrong: "not right", score: "{right} of {all} right",
  },
  zh: {
    askAboutThisCourse: "就这门课程提问",
    "askAboutThisCourse…": "就这门课程提问……",
    everyAnswerNamesItsPages: "每个回答都注明所依据的页面。",
    yourQuestion: "你的问题", send: "发送", stop: "停止", menu: "菜单", close: "关闭",
    cancel: "取消", more: "显示更多", title: "标题",
    conversation: "对话", conversations: "对话", newConversation: "新对话",
    searchConversations: "搜索对话", nothingFound: "没有找到。",
    noConversations: "你的提问会列在这里。",
    rename: "重命名", delete: "删除", exportOne: "保存为 Markdown",
    renameWhat: "这个对话的新标题：",
    deleteConversation: "删除“{title}”及其所有回答？删除后无法恢复。",
    howToHelp: "帮助方式", explain: "讲解", hint: "提示", quiz: "测验",
    whatIsLeft: "剩余额度",
    checking: "检查中……", retrieving: "正在查找资料……", thinking: "思考中……",
    stopped: "已停止", interrupted: "回答被中断了。", declined: "这个问题没有得到回答。",
    leftOut: "出于安全已略去：{list}。", askAgain: "再问一次", source: "来源 {n}",
    page: "第 {n} 页", open: "打开", copy: "复制", copied: "已复制", copyCode: "复制代码",
    regenerate: "重新回答", edit: "修改后再问", askingAgain: "你正在修改之前的问题。",
    good: "回答得好", bad: "回答得不好", thanks: "谢谢。", version: "第 {n} 版，共 {all} 版",
    olderAnswer: "上一版", newerAnswer: "下一版",
    reconnecting: "正在重新连接……",
    cannotBeReached: "无法连接 Sparkle，请检查网络。",
    reloadLater: "无法连接 Sparkle，请稍后重新加载本页。",
    tooManyWindows: "打开的窗口太多。请关闭一个，再重新加载本页。",
    noSuchConversation: "这个对话不存在，或者不属于你。",
    nothingLeft: "今天的额度已用完{until}。", until: "，{time} 恢复",
    oneQuestionLeft: "这一分钟还可以提 1 个问题", questionsLeft: "这一分钟还可以提 {n} 个问题",
    tokensLeft: "今天还剩 {n} 个 token",
    materials: "资料", addFile: "添加文件", kindsOfFile: "PDF、Markdown、HTML 或纯文本；只有你能看到。",
    noMaterials: "这里还没有资料。", share: "共享", shareWith: "谁可以使用“{title}”：", noOwnClasses: "你还没有任教的班级。请在账户中新建。", uploading: "上传中", queued: "等待中", ingesting: "读取中",
    ready: "就绪", failed: "失败", forAll: "所有人可见", fromClass: "来自班级", mine: "你的", passages: "{n} 段",
    deleteMaterial: "删除“{title}”？之后的回答不再使用它。",
    sourceGone: "这份资料后来有改动，或者已经不在了。回答当时引用的是：",
    guest: "访客", account: "账户", signIn: "登录", signOut: "退出", signOutAll: "在所有设备上退出",
    register: "保留这个账户", registerWhy: "你在这台设备上是访客。设置邮箱和密码后，你的对话在任何设备上都能看到。",
    haveAccount: "我已有账户", email: "邮箱", password: "密码", name: "姓名（可选）",
    passwordRule: "至少 8 个字符，不要用常见的密码", signedInAs: "已登录：{name}。",
    signInLeaves: "你以访客身份提的问题留在访客那里。",
    forgotten: "忘记密码？", resetSent: "如果有这个账户，邮件已经发出。",
    exportAll: "保存所有对话", markdown: "Markdown", json: "JSON",
    deleteAccount: "删除账户", deleteAccountWhat: "删除你的账户以及所有对话和资料？删除后无法恢复。请输入密码：",
    newPassword: "设置你自己的密码", signInWith: "使用 {name} 登录", newClass: "新建班级", className: "新班级的名称：",
    learners: "{n} 名学生", part_teacher: "教师", part_learner: "学生", part_guardian: "监护人",
    classes: "班级", joinClass: "加入", classCode: "班级代码", noClasses: "你还没有加入班级。", leave: "离开",
    leaveClass: "离开“{title}”？之后你就看不到它的资料了。",
    language: "English", themeAuto: "跟随设备", themeLight: "浅色", themeDark: "深色", theme: "颜色：{theme}",
    yourAnswer: "你的回答……", askForHint: "你在做什么题？", askForQuiz: "考考我……",
    anotherHint: "再来一个提示", anotherQuestion: "下一题",
    right: "正确", partly: "部分正确", wrong: "不正确", score: "答对 {right} / {all}",
  },
};

export const language = () => (document.documentElement.lang === "zh" ? "zh" : "en");

/** The page's words for something; {name} in them is filled in. */
export function t(key, values = {}) {
  const text = WORDS[language()][key] ?? WORDS.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Writes the page's words into what stands still on it. */
export function translate(root = document) {
  for (const each of root.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  for (const each of root.querySelectorAll("[data-label]")) {
    each.setAttribute("aria-label", t(each.dataset.label));
    if (each.matches("button")) each.title = t(each.dataset.label);
  }
  for (const each of root.querySelectorAll("[data-placeholder]")) each.placeholder = t(each.dataset.placeholder);
}

const KEPT = "sparkle.looks";

/** The theme and the language that were chosen on this device; absent: as the device has them. */
export const looks = {
  get() {
    try { return JSON.parse(localStorage.getItem(KEPT) ?? "{}"); } catch { return {}; }
  },
  set(changes) { localStorage.setItem(KEPT, JSON.stringify({ ...this.get(), ...changes })); },
};
