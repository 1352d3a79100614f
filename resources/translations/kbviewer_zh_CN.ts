<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Shipped Knowledge Base</source>
        <translation>自带知识库(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clear Recent</source>
        <translation>清除最近记录(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Rescan Folder</source>
        <translation>重新扫描文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;top Indexing</source>
        <translation>停止建立索引(&amp;T)</translation>
    </message>
    <message>
        <source>Files with &amp;Problems…</source>
        <translation>有问题的文件(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy with &amp;Source</source>
        <translation>连同出处复制(&amp;S)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>首选项(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>查找上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>大纲(&amp;O)</translation>
    </message>
    <message>
        <source>Back&amp;links</source>
        <translation>反向链接(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Relevance</source>
        <translation>按相关度(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Newest First</source>
        <translation>最新在前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Oldest First</source>
        <translation>最早在前(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal Size</source>
        <translation>恢复默认大小(&amp;N)</translation>
    </message>
    <message>
        <source>Match S&amp;ystem</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keyboard &amp;&amp; Search Help</source>
        <translation>快捷键与搜索帮助(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About kbviewer</source>
        <translation>关于 kbviewer(&amp;A)</translation>
    </message>
    <message>
        <source>A brace is opened and not closed.</source>
        <translation>有花括号没有闭合。</translation>
    </message>
    <message>
        <source>A brace is closed that was not opened.</source>
        <translation>有右花括号缺少对应的左花括号。</translation>
    </message>
    <message>
        <source>There is no place for the quoted words: write {words} where they go.</source>
        <translation>没有写明引文放在哪里：请在相应位置写上 {words}。</translation>
    </message>
    <message>
        <source>{name} is there twice.</source>
        <translation>{name} 出现了两次。</translation>
    </message>
    <message>
        <source>{given} names more than one thing: write each in braces of its own.</source>
        <translation>{given} 含有多个占位符：请分别写在各自的花括号里。</translation>
    </message>
    <message>
        <source>{given} is not known. There are {known}.</source>
        <translation>没有占位符 {given}。可用的有 {known}。</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>外观(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Text of the article</source>
        <translation>文章字号(&amp;T)</translation>
    </message>
    <message>
        <source>T&amp;ext of the interface</source>
        <translation>界面字号(&amp;E)</translation>
    </message>
    <message>
        <source>Topics, results, search field, menus and dialogs.</source>
        <translation>主题、搜索结果、搜索框、菜单和对话框的文字大小。</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
    <message>
        <source>(no key)</source>
        <translation>（无快捷键）</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Quoting</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Quotations of &amp;Chinese articles</source>
        <translation>引用中文文章(&amp;C)</translation>
    </message>
    <message>
        <source>Quotations of &amp;other articles</source>
        <translation>引用其他文章(&amp;O)</translation>
    </message>
    <message>
        <source>Placeholders: {names}. What stands in the braces beside a name is left out with it where an article lacks it: {example}</source>
        <translation>可用的占位符：{names}。写在花括号内、占位符旁边的文字，会在文章缺少该项时一并省略，例如 {example}</translation>
    </message>
    <message>
        <source>Automatic: GB/T 7714 for Chinese articles, APA for others</source>
        <translation>自动：中文文章用 GB/T 7714，其他文章用 APA</translation>
    </message>
    <message>
        <source>GB/T 7714—2025</source>
        <translation>GB/T 7714—2025</translation>
    </message>
    <message>
        <source>APA 7</source>
        <translation>APA 第 7 版</translation>
    </message>
    <message>
        <source>Chicago</source>
        <translation>芝加哥格式</translation>
    </message>
    <message>
        <source>&amp;Style of references</source>
        <translation>参考文献格式(&amp;S)</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>{default}: {name}</source>
        <translation>{default}：{name}</translation>
    </message>
    <message>
        <source>{error} Until it is right, the one before is used.</source>
        <translation>{error}改正之前，仍使用原来的格式。</translation>
    </message>
    <message>
        <source>Filter by name, menu or key</source>
        <translation>按名称、菜单或按键筛选</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>还原(&amp;R)</translation>
    </message>
    <message>
        <source>Reset A&amp;ll</source>
        <translation>全部还原(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Use It Here</source>
        <translation>改用于此处(&amp;U)</translation>
    </message>
    <message>
        <source>Key {n}</source>
        <translation>快捷键 {n}</translation>
    </message>
    <message>
        <source>Keys of “{action}”</source>
        <translation>“{action}”的快捷键</translation>
    </message>
    <message>
        <source>{key} is a key of “{action}”.</source>
        <translation>{key} 已是“{action}”的快捷键。</translation>
    </message>
    <message>
        <source>{key} is used in lists and fields.</source>
        <translation>{key} 在列表和输入框中另有用途。</translation>
    </message>
    <message>
        <source>{key} is for typing: add Ctrl or Alt.</source>
        <translation>{key} 用于输入文字，请加上 Ctrl 或 Alt。</translation>
    </message>
    <message>
        <source>{key} is “{action}” in text fields.</source>
        <translation>{key} 在输入框中是“{action}”。</translation>
    </message>
    <message>
        <source>{key} opens the menu “{menu}”.</source>
        <translation>{key} 用于打开菜单“{menu}”。</translation>
    </message>
    <message>
        <source>{key} was taken from “{action}”.</source>
        <translation>{key} 已从“{action}”移到此处。</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Sort by: {order}</source>
        <translation>排序方式：{order}</translation>
    </message>
    <message>
        <source>{topic}, {n} hit</source>
        <translation>{topic}，{n} 条结果</translation>
    </message>
    <message>
        <source>{topic}, {n} hits</source>
        <translation>{topic}，{n} 条结果</translation>
    </message>
    <message>
        <source>{topic}, {n} article</source>
        <translation>{topic}，{n} 篇文章</translation>
    </message>
    <message>
        <source>{topic}, {n} articles</source>
        <translation>{topic}，{n} 篇文章</translation>
    </message>
</context>
</TS>
