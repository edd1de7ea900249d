/** A short edition in the form of 2021-11-12, with all that the formats must carry. */
export const SAMPLE_EDITION = `<!-- 编辑：周五 15:00 发布 -->

欢迎来到 SOFA Weekly，这里有社区一周的进展。

![本周活动海报](https://example.org/poster.png)

### 每周读者问答提炼

**1、@陈立** 提问：

>sidecar 升级时，长连接会断开吗？
>平滑升级要注意什么？

A：不会，**旧连接**迁移给新进程，细节见
[平滑升级的原理](https://example.org/docs/upgrade?from=weekly&to=a_b)。

「MOSN」：[https://github.com/mosn/mosn](https://github.com/mosn/mosn)

### SOFAStack&MOSN:新手任务计划

**Layotto**

- Easy

为 Java SDK 新增分布式锁 API

让用户使用@SOFAService 后不需要再写 \`@Component\`

- Medium

开发 Python SDK，[原理在此](https://example.org/docs/upgrade?from=weekly&to=a_b)

「详细参考」：[https://github.com/mosn/layotto/issues/108#issuecomment-872779356](https://github.com/mosn/layotto/issues/108#issuecomment-872779356)

### 本周推荐阅读

- [一次平滑升级的回顾](https://mp.weixin.qq.com/s?__biz=MzUzMzU5Mjc1Nw==&mid=1#rd)
- [Layotto 的设计](https://mp.weixin.qq.com/s?__biz=MzUzMzU5Mjc1Nw==&mid=2#rd)

1. 编译：

   \`\`\`sh
   make build
     ./mosn start
   \`\`\`
2. 提交
`;

/** Each tries to leave the text that it is written in. */
export const HOSTILE_MARKDOWN: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">a</a>',
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt&colon;alert(1))',
  '[a](&#106;avascript:alert(1))',
  '[a](<\u0001javascript:alert(1)>)',
  '[a](vbscript:x) [b](data:text/html,<script>1</script>) [c](file:///etc/passwd)',
  '<javascript:alert(1)>',
  '![a](javascript:alert(1))',
  '![a](data:image/svg+xml;base64,PHN2Zz4=)',
  '![" onerror="alert(1)](https://x.y/z.png)',
  '![a](https://x.y/"onerror="alert(1))',
  '[a](https://x.y/"onclick="alert(1))',
  '[a](https://x.y/ "t\\" onclick=\\"alert(1)")',
  '[a](https://x.y/%22%3E%3Cscript%3E)',
  '[a](<https://x.y/"><script>alert(1)</script>>)',
  '[a](https://mp.weixin.qq.com@evil.example/) [b](https://mp.weixin.qq.com.evil.example/)',
  '[a](https://mp.weixin.qq.com/s"onclick="x)',
  '[a](https://x.y/(b)) [c](https://x.y/]d) ![e]f](https://x.y/g)',
  '[//evil.example](//evil.example) [up](../up)',
  '`</span><script>alert(1)</script>`',
  '```"><script>\n</section><script>alert(1)</script>\n```',
  '    <script>alert(1)</script>',
  '# <b onclick="x">\n\n- <i>\n\n> <iframe src="https://x.y">',
  '<!-- a --> <script>alert(1)</script>',
  '<!-- never closed\n\n<script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;',
  'a\u0000b\u0007c\ud800d',
];
